import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const mskNotPublic = resourceRule({
  name: "msk-not-public",
  family: "network-exposure",
  title: "Kafka has no public access and no anonymous clients",
  reasoning: "An anonymous client may read and write every topic.",
  severity: "critical",
  frameworks: [...fsbp("MSK.4", "MSK.6")],
  enforcement: "mandatory",
  remediation: ["Leave publicAccess disabled, and use IAM, SASL/SCRAM or TLS client authentication."],
  url: "https://docs.aws.amazon.com/msk/latest/developerguide/kafka_apis_iam.html",
  types: ["aws:msk/cluster:Cluster"],
  check(view, { fail }) {
    const access = view.at("brokerNodeGroupInfo", "connectivityInfo", "publicAccess", "type").text();
    if (access !== undefined && access !== "DISABLED") fail(`publicAccess.type is ${access}.`);
    const login = view.at("clientAuthentication");
    if (login.at("unauthenticated").flag() === true)
      return fail("clientAuthentication.unauthenticated is true.");
    const sasl = login.at("sasl");
    const certificates = login.at("tls", "certificateAuthorityArns");
    const authenticates =
      sasl.at("iam").flag() === true ||
      sasl.at("scram").flag() === true ||
      certificates.isUnknown ||
      certificates.list().length > 0;
    if (!authenticates) fail("clientAuthentication names no way to log in, so none is needed.");
  },
});
