import { type Case, cluster, instance, only, pool, unknownNumberValue, unknownStringValue } from "./case.ts";

export const machinesCases: readonly Case[] = [
  {
    rule: "ec2-instance-family-allowed",
    good: [
      instance("m7i.large"),
      instance("c6in.xlarge"),
      { type: "aws:rds/instance:Instance", inputs: { instanceClass: "db.t4g.small" } },
      {
        type: "aws:opensearch/domain:Domain",
        inputs: { clusterConfig: { instanceType: "r7g.large.search" } },
      },
      pool(only("g6.xlarge")),
    ],
    bad: [pool(only("g6.xlarge", "x2iedn.32xlarge"))],
    names: /x2iedn\.32xlarge is of family x2iedn/,
    unknown: [instance(unknownStringValue)],
  },
  {
    rule: "ec2-current-generation",
    good: [instance("m7i.large"), instance("g5.xlarge")],
    bad: [
      { type: "aws:elasticache/replicationGroup:ReplicationGroup", inputs: { nodeType: "cache.m4.large" } },
    ],
    names: /cache\.m4\.large is of a previous generation, which m7i or m7g followed/,
    unknown: [instance(unknownStringValue)],
  },
  {
    rule: "ec2-accelerators-bounded",
    good: [pool({ limits: { "nvidia.com/gpu": 64 }, ...only("g6.xlarge") })],
    bad: [
      { ...pool({ limits: { "nvidia.com/gpu": 60 }, ...only("g6.xlarge") }), name: "pool" },
      {
        type: "aws:eks/nodeGroup:NodeGroup",
        name: "training",
        inputs: { instanceTypes: ["p5.48xlarge"], scalingConfig: { maxSize: 2 } },
      },
      // 100 vCPUs are 25 machines of 4 with a GPU each.
      { ...pool({ limits: { cpu: 100 }, ...only("g6.xlarge") }), name: "by-cpu" },
    ],
    names: /There may be 101 accelerators; 64 are allowed: pool 60, by-cpu 25, training 16/,
    unknown: [
      {
        type: "aws:eks/nodeGroup:NodeGroup",
        inputs: { instanceTypes: ["p5.48xlarge"], scalingConfig: { maxSize: unknownNumberValue } },
      },
    ],
  },
  {
    rule: "karpenter-pool-limited",
    good: [
      pool({ limits: { cpu: 100 }, ...only("m7i.large") }),
      pool({ replicas: 3, ...only("m7i.large") }),
      pool(only("g6.xlarge")),
    ],
    bad: [pool(only("m7i.large"))],
    names: /neither cpu nor memory nor nodes/,
    unknown: [pool({ limits: unknownStringValue, template: { spec: { requirements: unknownStringValue } } })],
  },
  {
    rule: "karpenter-pool-consolidates",
    good: [pool({ disruption: { consolidateAfter: "5m" } }), pool({})],
    bad: [pool({ disruption: { consolidateAfter: "Never" } })],
    names: /consolidateAfter is Never/,
    unknown: [pool({ disruption: { consolidateAfter: unknownStringValue } })],
  },
  {
    rule: "ebs-gp3-preferred",
    good: [
      { type: "aws:ebs/volume:Volume", inputs: { type: "gp3" } },
      { type: "aws:ec2/launchTemplate:LaunchTemplate", inputs: {} },
    ],
    bad: [{ type: "kubernetes:storage.k8s.io/v1:StorageClass", inputs: { parameters: { type: "gp2" } } }],
    names: /parameters\.type is gp2/,
    unknown: [{ type: "aws:ebs/volume:Volume", inputs: { type: unknownStringValue } }],
  },
  {
    rule: "eks-version-supported",
    good: [cluster({ version: "1.35" })],
    bad: [cluster({ version: "1.33" })],
    names: /Kubernetes 1\.33 ended on 2026-07-29/,
    unknown: [cluster({ version: unknownStringValue })],
  },
  {
    rule: "eks-version-expiring",
    good: [cluster({ version: "1.35" })],
    bad: [cluster({ version: "1.34" })],
    names: /Kubernetes 1\.34 ends on 2026-12-02, in 11 days/,
    unknown: [cluster({ version: unknownStringValue })],
  },
];
