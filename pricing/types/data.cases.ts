import { resource } from "@aip/common/testing/resource.ts";
import { known, type PriceCase } from "../testing/price-case.ts";

/** Of databases, storage, security and logs: each amount is worked out by hand from the list prices of us-east-1. */
export const dataCases: readonly PriceCase[] = [
  [
    "RDS over two zones: t4g.small of 0.032 twice, 50 GiB at 0.115 twice, at most 200 GiB",
    resource("aws:rds/instance:Instance", {
      engine: "postgres",
      instanceClass: "db.t4g.small",
      multiAz: true,
      storageType: "gp3",
      allocatedStorage: 50,
      maxAllocatedStorage: 200,
    }),
    known(46.72 + 11.5, 46.72 + 46),
  ],
  [
    "Aurora serverless: 0.5 to 4 units of 0.12, 100 GB at 0.10, 50 million I/O at 0.20",
    resource("aws:rds/cluster:Cluster", {
      engine: "aurora-postgresql",
      serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 4 },
    }),
    known(43.8 + 10 + 10, 350.4 + 20),
  ],
  [
    "Valkey: 3 t4g.small nodes at four fifths of 0.032",
    resource("aws:elasticache/replicationGroup:ReplicationGroup", {
      engine: "valkey",
      nodeType: "cache.t4g.small",
      numCacheClusters: 3,
    }),
    known(56.06),
  ],
  [
    "Redis in two shards with one replica each",
    resource("aws:elasticache/replicationGroup:ReplicationGroup", {
      nodeType: "cache.t4g.small",
      numNodeGroups: 2,
      replicasPerNodeGroup: 1,
    }),
    known(93.44),
  ],
  [
    "Kafka: 3 m5.large brokers of 0.21, 100 GiB each at 0.10",
    resource("aws:msk/cluster:Cluster", {
      numberOfBrokerNodes: 3,
      brokerNodeGroupInfo: {
        instanceType: "kafka.m5.large",
        storageInfo: { ebsStorageInfo: { volumeSize: 100 } },
      },
    }),
    known(489.9),
  ],
  [
    "Redshift: 2 ra3.xlplus of 1.086, 500 GB of managed storage at 0.024",
    resource("aws:redshift/cluster:Cluster", { nodeType: "ra3.xlplus", numberOfNodes: 2 }),
    known(1597.56),
  ],
  [
    "OpenSearch: 2 r7g.large.search of 0.178, and 100 GiB of gp3 each at 0.122",
    resource("aws:opensearch/domain:Domain", {
      clusterConfig: { instanceType: "r7g.large.search", instanceCount: 2 },
      ebsOptions: { ebsEnabled: true, volumeSize: 100, volumeType: "gp3" },
    }),
    known(259.88 + 24.4),
  ],
  [
    "bucket that the usage names: 1,000 GB at 0.023",
    resource("aws:s3/bucket:Bucket", {}, { name: "lake" }),
    known(23),
    { usage: { buckets: { lake: { GB: 1000, putThousands: 0, getThousands: 0 } } } },
  ],
  ["key: 1 USD", resource("aws:kms/key:Key", {}), known(1)],
  ["secret: 0.40 USD", resource("aws:secretsmanager/secret:Secret", {}), known(0.4)],
  [
    "web ACL with two rules: 5 + 2 USD",
    resource("aws:wafv2/webAcl:WebAcl", { rules: [{ name: "a" }, { name: "b" }] }),
    known(7),
  ],
  [
    "log group: 10 GB at 0.50, a month of them kept at 0.03 after compression to 15 %",
    resource("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 30 }, { name: "flow" }),
    known(5.05),
    { usage: { logGroups: { flow: 10 } } },
  ],
  [
    "table on demand: 10 GB at 0.25, 10 million reads at 0.125, 5 million writes at 0.625",
    resource("aws:dynamodb/table:Table", { billingMode: "PAY_PER_REQUEST" }),
    known(2.5 + 1.25 + 3.13),
  ],
  [
    "table with capacity: 5 of each, at 0.00013 and 0.00065 an hour, and 10 GB",
    resource("aws:dynamodb/table:Table", { readCapacity: 5, writeCapacity: 5 }),
    known(2.5 + 2.85),
  ],
];
