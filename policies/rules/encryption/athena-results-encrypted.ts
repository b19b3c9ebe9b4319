import { pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const athenaResultsEncrypted = resourceRule({
  name: "athena-results-encrypted",
  family: "encryption",
  title: "Athena encrypts query results and lets no client override it",
  reasoning: "A result is a copy of the data it was selected from, often in a bucket with looser rules.",
  severity: "medium",
  frameworks: [...pci("3.5.1")],
  enforcement: "mandatory",
  remediation: [
    "Set configuration.resultConfiguration.encryptionConfiguration and leave enforceWorkgroupConfiguration on.",
  ],
  url: "https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html",
  types: ["aws:athena/workgroup:Workgroup"],
  check(view, { fail, notApplicable }) {
    const configuration = view.at("configuration");
    if (configuration.at("managedQueryResultsConfiguration", "enabled").flag() === true) {
      notApplicable("Athena keeps and encrypts the results itself");
    }
    const encryption = configuration.at("resultConfiguration", "encryptionConfiguration");
    if (encryption.at("encryptionOption").text() === undefined) fail("Query results are not encrypted.");
    if (configuration.at("enforceWorkgroupConfiguration").flag() === false) {
      fail("enforceWorkgroupConfiguration is false: a client may write its results elsewhere and in clear.");
    }
  },
});
