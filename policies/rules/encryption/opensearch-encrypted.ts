import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const opensearchEncrypted = resourceRule({
  name: "opensearch-encrypted",
  family: "encryption",
  title: "OpenSearch domains encrypt at rest, between nodes and towards clients",
  reasoning: "Logs and documents in a search index hold more than anybody meant to write into them.",
  severity: "high",
  frameworks: [...fsbp("Opensearch.1", "Opensearch.3", "Opensearch.8")],
  enforcement: "mandatory",
  remediation: [
    "Enable encryptAtRest and nodeToNodeEncryption, and enforceHttps with a TLS 1.2 policy in domainEndpointOptions.",
  ],
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
  types: ["aws:opensearch/domain:Domain"],
  check(view, { fail, each }) {
    each(["encryptAtRest", "nodeToNodeEncryption"], (property) => {
      if (view.at(property, "enabled").flag() !== true) fail(`${property}.enabled is not true.`);
    });
    const endpoint = view.at("domainEndpointOptions");
    if (endpoint.at("enforceHttps").flag() !== true) fail("domainEndpointOptions.enforceHttps is not true.");
    const policy = endpoint.at("tlsSecurityPolicy").text();
    if (policy === undefined || policy.startsWith("Policy-Min-TLS-1-0")) {
      fail("domainEndpointOptions.tlsSecurityPolicy lets in TLS 1.0.");
    }
  },
});
