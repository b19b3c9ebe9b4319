import { type Inputs, type RuleCases, resource, unknown } from "../../testing/cases.ts";

const instance = "aws:ec2/instance:Instance";
const nodeGroup = "aws:eks/nodeGroup:NodeGroup";
const cluster = "aws:eks/cluster:Cluster";
const nodePool = "kubernetes:karpenter.sh/v1:NodePool";

const pool = (spec: Inputs): Inputs => ({ metadata: { name: "pool" }, spec });
const only = (...values: string[]) => ({
  template: {
    spec: { requirements: [{ key: "node.kubernetes.io/instance-type", operator: "In", values }] },
  },
});

export const cases: readonly RuleCases[] = [
  {
    rule: "ec2-instance-family-allowed",
    type: nodePool,
    good: {
      "a general one": [resource(instance, "i", { instanceType: "m7i.large" })],
      "with a faster network": [resource(instance, "i", { instanceType: "c6in.xlarge" })],
      "a database": [resource("aws:rds/instance:Instance", "d", { instanceClass: "db.t4g.small" })],
      "a search node": [
        resource("aws:opensearch/domain:Domain", "d", {
          clusterConfig: { instanceType: "r7g.large.search" },
        }),
      ],
      "a pool with GPUs": pool(only("g6.xlarge")),
    },
    bad: { "one of a pool's types": pool(only("g6.xlarge", "x2iedn.32xlarge")) },
    says: /x2iedn\.32xlarge is of family x2iedn/,
    deferred: { "not known yet": [resource(instance, "i", { instanceType: unknown })] },
  },
  {
    rule: "ec2-current-generation",
    type: instance,
    good: { general: { instanceType: "m7i.large" }, "with a GPU": { instanceType: "g5.xlarge" } },
    bad: {
      "a cache": [
        resource("aws:elasticache/replicationGroup:ReplicationGroup", "c", { nodeType: "cache.m4.large" }),
      ],
    },
    says: /cache\.m4\.large is of a previous generation, which m7i or m7g followed/,
    deferred: { "not known yet": { instanceType: unknown } },
  },
  {
    rule: "ec2-accelerators-bounded",
    good: {
      "as many as may be": [
        resource(nodePool, "p", pool({ limits: { "nvidia.com/gpu": 64 }, ...only("g6.xlarge") })),
      ],
    },
    bad: {
      "too many together": [
        resource(nodePool, "pool", pool({ limits: { "nvidia.com/gpu": 60 }, ...only("g6.xlarge") })),
        resource(nodeGroup, "training", {
          instanceTypes: ["p5.48xlarge"],
          scalingConfig: { maxSize: 2 },
        }),
        // 100 vCPUs are 25 machines of 4 with a GPU each.
        resource(nodePool, "by-cpu", pool({ limits: { cpu: 100 }, ...only("g6.xlarge") })),
      ],
    },
    says: /There may be 101 accelerators; 64 are allowed: pool 60, by-cpu 25, training 16/,
    deferred: {
      "how many is not known yet": [
        resource(nodeGroup, "g", { instanceTypes: ["p5.48xlarge"], scalingConfig: { maxSize: unknown } }),
      ],
    },
  },
  {
    rule: "karpenter-pool-limited",
    type: nodePool,
    good: {
      "by processors": pool({ limits: { cpu: 100 }, ...only("m7i.large") }),
      "a fixed number": pool({ replicas: 3, ...only("m7i.large") }),
      "GPUs have a rule of their own": pool(only("g6.xlarge")),
    },
    bad: { "without a limit": pool(only("m7i.large")) },
    says: /neither cpu nor memory nor nodes/,
    deferred: {
      "not known yet": pool({ limits: unknown, template: { spec: { requirements: unknown } } }),
    },
  },
  {
    rule: "karpenter-pool-consolidates",
    type: nodePool,
    good: { "after a while": pool({ disruption: { consolidateAfter: "5m" } }), "by default": pool({}) },
    bad: { never: pool({ disruption: { consolidateAfter: "Never" } }) },
    says: /consolidateAfter is Never/,
    deferred: { "not known yet": pool({ disruption: { consolidateAfter: unknown } }) },
  },
  {
    rule: "ebs-gp3-preferred",
    type: "aws:ebs/volume:Volume",
    good: {
      gp3: { type: "gp3" },
      "a template without disks": [resource("aws:ec2/launchTemplate:LaunchTemplate", "t")],
    },
    bad: {
      "a storage class": [
        resource("kubernetes:storage.k8s.io/v1:StorageClass", "c", { parameters: { type: "gp2" } }),
      ],
    },
    says: /parameters\.type is gp2/,
    deferred: { "not known yet": { type: unknown } },
  },
  {
    rule: "eks-version-supported",
    type: cluster,
    good: { supported: { version: "1.35" } },
    bad: {
      "past its end": { version: "1.33" },
      "the component's cluster, once": [
        resource("eks:index:Cluster", "component", { version: "1.33" }, {}, { component: true }),
        resource(cluster, "child", { version: "1.33" }, {}, { parent: "component" }),
      ],
      "the component alone": [
        resource("eks:index:Cluster", "component", { version: "1.33" }, {}, { component: true }),
      ],
    },
    says: /Kubernetes 1\.33 ended on 2026-07-29/,
    deferred: { "not known yet": { version: unknown } },
  },
  {
    rule: "eks-version-expiring",
    type: cluster,
    good: { "long before its end": { version: "1.35" } },
    bad: { "days before its end": { version: "1.34" } },
    says: /Kubernetes 1\.34 ends on 2026-12-02, in 11 days/,
    deferred: { "not known yet": { version: unknown } },
  },
];
