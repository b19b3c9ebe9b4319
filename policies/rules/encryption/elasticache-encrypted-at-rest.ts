import { fsbp, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const elasticacheEncryptedAtRest = resourceRule({
  name: "elasticache-encrypted-at-rest",
  family: "encryption",
  title: "ElastiCache is encrypted at rest",
  reasoning: "Backups and swap of a cache hold what it caches: sessions, features, tokens.",
  severity: "high",
  frameworks: [...fsbp("ElastiCache.4"), ...pci("3.5.1")],
  enforcement: "mandatory",
  remediation: [
    "Set atRestEncryptionEnabled to true; it can be set only when a replication group is made.",
    "A single Redis node (aws.elasticache.Cluster) cannot be encrypted: use a replication group.",
  ],
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup", "aws:elasticache/cluster:Cluster"],
  check(view, { fail, notApplicable }) {
    const engine = view.at("engine").text() ?? "redis";
    if (view.type === "aws:elasticache/cluster:Cluster") {
      if (view.at("replicationGroupId").isSet) notApplicable("its replication group is judged");
      if (engine === "memcached") notApplicable("Memcached keeps nothing on disk");
      return fail("A cluster without a replication group cannot be encrypted at rest.");
    }
    if (view.at("globalReplicationGroupId").isSet) notApplicable("encrypted like its global group");
    const encrypted = view.at("atRestEncryptionEnabled").flag();
    // Valkey is encrypted unless set otherwise; Redis OSS is not.
    if (encrypted === false || (encrypted === undefined && engine !== "valkey")) {
      fail("atRestEncryptionEnabled is not true.");
    }
  },
});
