import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type { PolicyResource } from "../../api.ts";
import { type Evaluation, evaluate } from "../../evaluate.ts";
import { packResource } from "../../pack-resource.ts";
import type { RuleEnvironment } from "../../rule.ts";
import { subjectsOf } from "../../subject.ts";
import { ebsGp3Preferred } from "./ebs-gp3-preferred.ts";
import { costRules } from "./index.ts";

const { unknownCheckingProxy, unknownStringValue, unknownNumberValue } = createRequire(import.meta.url)(
  "@pulumi/policy/proxy",
) as {
  unknownCheckingProxy<T>(inputs: T): T;
  unknownStringValue: string;
  unknownNumberValue: string;
};

interface Given {
  readonly type: string;
  readonly inputs?: Record<string, unknown>;
  readonly name?: string;
  readonly project?: string;
  /** Names of the resources it depends on. */
  readonly on?: readonly string[];
  readonly parent?: string;
  readonly component?: boolean;
}

const urnOf = ({ type, name = "x", project = "cluster" }: Given): string =>
  `urn:pulumi:test::${project}::${type}::${name}`;

/** The resources as the pack gets them: behind the SDK's own proxy, which throws where a value is unknown. */
function resources(given: readonly Given[]): PolicyResource[] {
  const named = (name: string) => ({
    urn: urnOf(given.find((other) => (other.name ?? "x") === name) ?? { type: "missing", name }),
  });
  return given.map((one) =>
    packResource(
      {
        urn: urnOf(one),
        type: one.type,
        name: one.name ?? "x",
        props: unknownCheckingProxy(one.inputs ?? {}),
        opts: { protect: false, ignoreChanges: [], aliases: [], customTimeouts: {} },
        ...(one.component ? {} : { provider: { props: {} } }),
      } as unknown as Parameters<typeof packResource>[0],
      "us-east-1",
      {
        dependencies: (one.on ?? []).map(named),
        ...(one.parent === undefined ? {} : { parent: named(one.parent) }),
      } as unknown as Parameters<typeof packResource>[2],
    ),
  );
}

const environment: RuleEnvironment = {
  name: "test",
  profile: "production",
  today: "2026-11-21",
  scope: "environment",
  budget: { monthlyUsd: 1000, layers: {} },
};

function judge(rule: string, given: readonly Given[], more: Partial<RuleEnvironment> = {}): Evaluation {
  const rules = costRules.filter(({ name }) => name === rule);
  assert.equal(rules.length, 1, `no rule ${rule}`);
  return evaluate(resources(given), {
    rules,
    environment: { ...environment, ...more },
  });
}

const cluster = (inputs: Record<string, unknown>): Given => ({ type: "aws:eks/cluster:Cluster", inputs });
const instance = (instanceType: unknown): Given => ({
  type: "aws:ec2/instance:Instance",
  inputs: { instanceType },
});
const pool = (spec: Record<string, unknown>): Given => ({
  type: "kubernetes:karpenter.sh/v1:NodePool",
  inputs: { metadata: { name: "pool" }, spec },
});
const only = (...values: string[]) => ({
  template: {
    spec: { requirements: [{ key: "node.kubernetes.io/instance-type", operator: "In", values }] },
  },
});
const nat = (name: string): Given => ({ type: "aws:ec2/natGateway:NatGateway", name });
const bucket: Given = { type: "aws:s3/bucket:Bucket", name: "lake", inputs: {} };
const largeLake = { usage: { buckets: { lake: { GB: 5000 } } } };
const stack: Given = { type: "pulumi:pulumi:Stack", name: "cluster-test", component: true };

interface Case {
  readonly rule: string;
  readonly good: readonly Given[];
  readonly bad: readonly Given[];
  /** What a message about the bad ones has to name. */
  readonly names: RegExp;
  readonly unknown: readonly Given[];
  readonly environment?: Partial<RuleEnvironment>;
}

const priceOfUnknown: Given = {
  type: "aws:ec2/instance:Instance",
  inputs: { instanceType: unknownStringValue },
};

const cases: readonly Case[] = [
  {
    rule: "cost-environment-budget",
    good: [instance("m7i.xlarge")],
    bad: [stack, instance("g6e.12xlarge")],
    names: /costs .* USD a month; its budget allows 1,000 USD.*x /,
    unknown: [priceOfUnknown],
  },
  {
    rule: "cost-layer-budget",
    environment: { budget: { monthlyUsd: 9000, layers: { cluster: 100 } } },
    good: [instance("t4g.small")],
    bad: [stack, instance("m7i.2xlarge")],
    names: /Layer cluster costs 295 USD a month; 100 USD are allowed/,
    unknown: [priceOfUnknown],
  },
  {
    rule: "cost-increase-bounded",
    environment: { previousMonthlyUsd: 100, budget: { monthlyUsd: 10_000, layers: {}, maxIncreaseUsd: 50 } },
    good: [instance("t3.large")],
    bad: [stack, instance("m7i.2xlarge")],
    names: /costs 195 USD a month more \(100 USD before, 295 USD after\); 50.00 USD are allowed/,
    unknown: [priceOfUnknown],
  },
  {
    rule: "cost-resource-ceiling",
    good: [instance("m7i.xlarge")],
    bad: [instance("p5.48xlarge")],
    names: /costs 40,180 USD a month; 5,000 USD are allowed/,
    unknown: [priceOfUnknown],
  },
  {
    rule: "cost-price-known",
    good: [instance("m7i.xlarge")],
    bad: [{ type: "aws:sagemaker/endpoint:Endpoint" }, { type: "aws:kms/key:Key" }],
    names: /1 of 2 resources .* aws:sagemaker\/endpoint:Endpoint/,
    unknown: [priceOfUnknown],
  },
  {
    rule: "ec2-instance-family-allowed",
    good: [
      instance("m7i.large"),
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
    rule: "ec2-gateway-endpoint-for-s3",
    good: [
      nat("a"),
      {
        type: "aws:ec2/vpcEndpoint:VpcEndpoint",
        inputs: { vpcEndpointType: "Gateway", serviceName: "com.amazonaws.us-east-1.s3" },
      },
    ],
    bad: [
      nat("a"),
      {
        type: "aws:ec2/vpcEndpoint:VpcEndpoint",
        inputs: { vpcEndpointType: "Interface", serviceName: "com.amazonaws.us-east-1.s3" },
      },
    ],
    names: /no gateway endpoint for S3/,
    unknown: [
      nat("a"),
      { type: "aws:ec2/vpcEndpoint:VpcEndpoint", inputs: { serviceName: unknownStringValue } },
    ],
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
    rule: "cloudwatch-log-retention-bounded",
    good: [{ type: "aws:cloudwatch/logGroup:LogGroup", inputs: { retentionInDays: 365 } }],
    bad: [{ type: "aws:cloudwatch/logGroup:LogGroup", inputs: {} }],
    names: /kept for ever/,
    unknown: [{ type: "aws:cloudwatch/logGroup:LogGroup", inputs: { retentionInDays: unknownNumberValue } }],
  },
  {
    rule: "s3-large-bucket-lifecycle",
    environment: largeLake,
    good: [
      bucket,
      {
        type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        name: "rules",
        inputs: { bucket: "b" },
        on: ["lake"],
      },
    ],
    bad: [bucket],
    names: /expected to hold 5000 GB and has no lifecycle rules/,
    unknown: [{ ...bucket, inputs: { lifecycleRules: unknownStringValue } }],
  },
  {
    rule: "ec2-eip-attached",
    good: [
      { type: "aws:ec2/eip:Eip", name: "address" },
      { ...nat("gateway"), inputs: { allocationId: "eipalloc-1" }, on: ["address"] },
    ],
    bad: [{ type: "aws:ec2/eip:Eip", name: "address" }],
    names: /Nothing uses the address/,
    unknown: [
      { type: "aws:ec2/eip:Eip", name: "address" },
      { ...nat("gateway"), inputs: { allocationId: unknownStringValue } },
    ],
  },
  {
    rule: "ebs-volume-attached",
    good: [
      { type: "aws:ebs/volume:Volume", name: "disk" },
      {
        type: "aws:ec2/volumeAttachment:VolumeAttachment",
        name: "attachment",
        inputs: { volumeId: "vol-1" },
        on: ["disk"],
      },
    ],
    bad: [{ type: "aws:ebs/volume:Volume", name: "disk" }],
    names: /Nothing uses the volume/,
    unknown: [
      { type: "aws:ebs/volume:Volume", name: "disk" },
      {
        type: "aws:ec2/volumeAttachment:VolumeAttachment",
        name: "a",
        inputs: { volumeId: unknownStringValue },
      },
    ],
  },
  {
    rule: "lb-listener-present",
    good: [
      { type: "aws:lb/loadBalancer:LoadBalancer", name: "balancer" },
      {
        type: "aws:lb/listener:Listener",
        name: "listener",
        inputs: { loadBalancerArn: "arn" },
        on: ["balancer"],
      },
    ],
    bad: [{ type: "aws:lb/loadBalancer:LoadBalancer", name: "balancer" }],
    names: /no listener/,
    unknown: [
      { type: "aws:lb/loadBalancer:LoadBalancer", name: "balancer" },
      { type: "aws:lb/listener:Listener", name: "l", inputs: { loadBalancerArn: unknownStringValue } },
    ],
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
  {
    rule: "rds-single-zone-in-development",
    environment: { profile: "development" },
    good: [{ type: "aws:rds/instance:Instance", inputs: { multiAz: false } }],
    bad: [{ type: "aws:rds/instance:Instance", inputs: { multiAz: true } }],
    names: /multiAz is true/,
    unknown: [{ type: "aws:rds/instance:Instance", inputs: { multiAz: unknownStringValue } }],
  },
  {
    rule: "kubernetes-load-balancers-shared",
    good: ["a", "b", "c"].map((name) => ({
      type: "kubernetes:core/v1:Service",
      name,
      inputs: { spec: { type: "LoadBalancer" } },
    })),
    bad: ["a", "b", "c", "d"].map((name) => ({
      type: "kubernetes:core/v1:Service",
      name,
      inputs: { spec: { type: "LoadBalancer" } },
    })),
    names: /4 Services are of type LoadBalancer; 3 may be/,
    unknown: [{ type: "kubernetes:core/v1:Service", inputs: { spec: { type: unknownStringValue } } }],
  },
];

/** Rules that look at nothing a program could leave unknown. */
const knownFromTheStart: readonly Omit<Case, "unknown">[] = [
  {
    rule: "ec2-nat-shared-in-development",
    environment: { profile: "development" },
    good: [nat("a")],
    bad: [nat("a"), nat("b"), nat("c")],
    names: /3 NAT gateways for 1 VPC/,
  },
  {
    rule: "budgets-alert-present",
    good: [
      { type: "aws:budgets/budget:Budget", inputs: { notifications: [{ notificationType: "FORECASTED" }] } },
      { type: "aws:budgets/budget:Budget", name: "later", inputs: { notifications: unknownStringValue } },
    ],
    bad: [{ type: "aws:budgets/budget:Budget", inputs: {} }],
    names: /no AWS budget with a notification/,
  },
];

describe("cost rules", () => {
  for (const { rule, good, bad, names, environment: more } of [...cases, ...knownFromTheStart]) {
    it(`${rule} is silent on what is right`, () => {
      const { violations, deferred } = judge(rule, good, more);
      assert.deepEqual(violations, []);
      assert.deepEqual(deferred, []);
    });

    it(`${rule} finds what is wrong and says it`, () => {
      const { violations } = judge(rule, bad, more);
      assert.deepEqual(
        violations.map(({ policy }) => policy),
        [rule],
      );
      assert.match(violations[0]?.message ?? "", names);
    });
  }

  for (const { rule, unknown, environment: more } of cases) {
    it(`${rule} defers what depends on a value that is not known yet`, () => {
      const { violations, deferred } = judge(rule, unknown, more);
      assert.deepEqual(
        violations.map(({ policy }) => policy).filter((policy) => policy !== "cost-price-known"),
        [],
      );
      assert.deepEqual(
        deferred.map(({ policy }) => policy),
        [rule],
      );
    });
  }

  it("all have a good, a bad and, where it can be, an unknown case", () => {
    const tested = new Set([...cases, ...knownFromTheStart].map(({ rule }) => rule));
    assert.deepEqual(
      costRules.map(({ name }) => name).filter((name) => !tested.has(name)),
      [],
    );
  });

  it("say nothing of budgets where there is no environment file", () => {
    for (const rule of ["cost-environment-budget", "cost-increase-bounded", "cost-layer-budget"]) {
      const { budget: _budget, ...without } = environment;
      const outcome = evaluate(resources([instance("p5.48xlarge")]), {
        rules: costRules.filter(({ name }) => name === rule),
        environment: without,
      });
      assert.deepEqual(outcome.violations, []);
    }
  });

  it("judge a cluster made by the component of @pulumi/eks once", () => {
    const { violations } = judge("eks-version-supported", [
      { type: "eks:index:Cluster", name: "component", component: true, inputs: { version: "1.32" } },
      { ...cluster({ version: "1.32" }), name: "child", parent: "component" },
    ]);
    assert.equal(violations.length, 1);
    const alone = judge("eks-version-supported", [
      { type: "eks:index:Cluster", name: "component", component: true, inputs: { version: "1.32" } },
    ]);
    assert.equal(alone.violations.length, 1);
  });

  it("ebs-gp3-preferred mends a gp2 volume by its type alone, and leaves others as they are", () => {
    const rule = ebsGp3Preferred;
    const mended = (inputs: Record<string, unknown>) => {
      const [volume] = resources([{ type: "aws:ebs/volume:Volume", inputs }]).flatMap(subjectsOf);
      return volume && rule.remediate?.(volume, { config: {}, environment });
    };
    assert.deepEqual(mended({ size: 10, type: "gp2" }), { size: 10, type: "gp3" });
    assert.deepEqual(mended({ size: 10 }), { size: 10, type: "gp3" });
    assert.equal(mended({ size: 10, type: "io2" }), undefined);
    assert.equal(mended({ size: 10, type: unknownStringValue }), undefined);
  });
});
