import { type RuleCases, resource, unknown } from "../../testing/cases.ts";

const groupType = "aws:eks/nodeGroup:NodeGroup";
const queue = "aws:sqs/queue:Queue";

export const cases: readonly RuleCases[] = [
  {
    rule: "rds-multi-zone",
    type: "aws:rds/instance:Instance",
    good: {
      "a standby": { multiAz: true },
      "a replica": { replicateSourceDb: unknown },
      "a warehouse whose nodes cannot": [
        resource("aws:redshift/cluster:Cluster", "w", { nodeType: "dc2.large" }),
      ],
    },
    bad: {
      "one zone": { multiAz: false },
      "a warehouse": [resource("aws:redshift/cluster:Cluster", "w", { nodeType: "ra3.large" })],
    },
    deferred: { "not known yet": { multiAz: unknown } },
  },
  {
    rule: "elasticache-multi-zone",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    good: { both: { automaticFailoverEnabled: true, multiAzEnabled: true } },
    bad: { neither: {}, one: { automaticFailoverEnabled: true } },
    deferred: { "not known yet": { automaticFailoverEnabled: true, multiAzEnabled: unknown } },
  },
  {
    rule: "ec2-groups-span-zones",
    type: groupType,
    good: {
      "three subnets": { subnetIds: ["a", "b", "c"] },
      "GPU nodes in one": { subnetIds: ["a"], amiType: "AL2023_x86_64_NVIDIA", instanceTypes: unknown },
    },
    bad: {
      "one subnet": { subnetIds: ["a"] },
      "a group": [resource("aws:autoscaling/group:Group", "g", { vpcZoneIdentifiers: ["a"] })],
    },
    deferred: { "not known yet": { subnetIds: unknown } },
  },
  {
    rule: "rds-minor-upgrades",
    type: "aws:rds/instance:Instance",
    good: { "by default": {}, on: { autoMinorVersionUpgrade: true } },
    bad: {
      off: { autoMinorVersionUpgrade: false },
      "a warehouse": [resource("aws:redshift/cluster:Cluster", "w", { allowVersionUpgrade: false })],
    },
    deferred: { "not known yet": { autoMinorVersionUpgrade: unknown } },
  },
  {
    rule: "eks-nodes-rolled-gently",
    type: groupType,
    good: { "can grow": { scalingConfig: { minSize: 2, maxSize: 4, desiredSize: 2 } } },
    bad: {
      cannot: { scalingConfig: { minSize: 3, maxSize: 3, desiredSize: 3 } },
      "all at once": {
        updateConfig: { maxUnavailablePercentage: 100 },
        scalingConfig: { minSize: 1, maxSize: 4 },
      },
    },
    deferred: { "not known yet": { scalingConfig: { minSize: unknown, maxSize: 4 } } },
  },
  {
    rule: "lb-spans-zones",
    type: "aws:lb/loadBalancer:LoadBalancer",
    good: {
      "two subnets": { subnets: ["a", "b"] },
      "two addresses": { subnetMappings: [{ subnetId: "a" }, { subnetId: "b" }] },
    },
    bad: { "one subnet": { subnets: ["a"] } },
    deferred: { "not known yet": { subnets: unknown } },
  },
  {
    rule: "opensearch-nodes-redundant",
    type: "aws:opensearch/domain:Domain",
    good: { three: { clusterConfig: { instanceCount: 3, zoneAwarenessEnabled: true } } },
    bad: { one: {}, "three in one zone": { clusterConfig: { instanceCount: 3 } } },
    deferred: { "not known yet": { clusterConfig: { instanceCount: unknown, zoneAwarenessEnabled: true } } },
  },
  {
    rule: "sqs-dead-letters-kept",
    good: {
      named: [resource(queue, "jobs", {}, { redrivePolicy: "failed" }), resource(queue, "failed")],
      "events of the last minutes": [resource(queue, "interruptions", { messageRetentionSeconds: 300 })],
      "a dead-letter queue itself": [resource(queue, "jobs-dlq")],
      "a policy of its own": [
        resource(queue, "jobs"),
        resource("aws:sqs/redrivePolicy:RedrivePolicy", "p", {}, { queueUrl: "jobs" }),
      ],
    },
    bad: { none: [resource(queue, "jobs", { kmsMasterKeyId: unknown })] },
    deferred: {
      "whose policy is not known": [
        resource(queue, "jobs"),
        resource("aws:sqs/redrivePolicy:RedrivePolicy", "p", { queueUrl: unknown }),
      ],
    },
  },
];
