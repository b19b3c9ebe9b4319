import { fsbp, pci, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const elasticacheEncryptedInTransit = resourceRule({
  name: "elasticache-encrypted-in-transit",
  family: "encryption",
  title: "ElastiCache requires TLS and a login",
  reasoning:
    "A cache without either answers anyone who reaches its port, and shows its traffic to anyone who sees the network.",
  severity: "high",
  frameworks: [...fsbp("ElastiCache.5", "ElastiCache.6"), ...pci("4.2.1", "4.2.1.1"), ...soc2("CC6.7")],
  enforcement: "mandatory",
  remediation: [
    "Set transitEncryptionEnabled to true with mode required, and give a user group or an auth token.",
  ],
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check(view, { fail, notApplicable }) {
    if (view.at("globalReplicationGroupId").isSet) notApplicable("set by its global group");
    if (view.at("transitEncryptionEnabled").flag() !== true) {
      return fail("transitEncryptionEnabled is not true.");
    }
    if (view.at("transitEncryptionMode").text() === "preferred") {
      fail("transitEncryptionMode is preferred: plain connections are taken too.");
    }
    const users = view.at("userGroupIds");
    const grouped = users.isUnknown || users.list().length > 0;
    if (!grouped && !view.at("authToken").isSet && !view.at("authTokenWo").isSet) {
      fail("Neither userGroupIds nor authToken is given.");
    }
  },
});
