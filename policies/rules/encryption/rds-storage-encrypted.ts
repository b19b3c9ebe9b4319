import { cisAws, fsbp, gdpr, hipaa, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const rdsStorageEncrypted = resourceRule({
  name: "rds-storage-encrypted",
  family: "encryption",
  title: "RDS instances and Aurora clusters are encrypted",
  reasoning:
    "The flag covers the storage, its snapshots, replicas and logs, and can be set only when a database is made.",
  severity: "critical",
  frameworks: [
    ...fsbp("RDS.3", "RDS.27"),
    ...cisAws("2.2.1"),
    ...pci("3.5.1"),
    ...hipaa("164.312(a)(2)(iv)"),
    ...gdpr("Art.32"),
  ],
  enforcement: "mandatory",
  remediation: [
    "Set storageEncrypted to true and name a key in kmsKeyId.",
    "A database that exists has to be restored from an encrypted copy of its snapshot.",
  ],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster", "aws:rds/globalCluster:GlobalCluster"],
  check(view, { fail, notApplicable }) {
    if (view.at("replicateSourceDb").isSet) notApplicable("a replica is encrypted like its source");
    if (view.at("sourceDbClusterIdentifier").isSet) notApplicable("encrypted like its source");
    if (view.type === "aws:rds/cluster:Cluster" && view.at("engineMode").text() === "serverless") {
      notApplicable("always encrypted");
    }
    if (view.at("storageEncrypted").flag() !== true) fail("storageEncrypted is not true.");
  },
});
