import assert from "node:assert/strict";
import { usageDefaults } from "@aip/facts/prices/usage.ts";
import type { PolicyResource } from "../api.ts";
import { unknownValue } from "../value.ts";
import { priceResources } from "./model.ts";
import type { PriceOptions } from "./types.ts";

/** Usage of nothing, so that only what is paid by the hour is left. */
const idle = {
  natGB: 0,
  interfaceEndpointGB: 0,
  internetGB: 0,
  betweenZonesGB: 0,
  loadBalancerUnits: 0,
  kmsThousands: 0,
  secretThousands: 0,
  dnsMillions: 0,
  wafMillions: 0,
};

const resource = (
  type: string,
  inputs: Record<string, unknown>,
  more: Partial<PolicyResource> = {},
): PolicyResource => {
  const name = more.name ?? "x";
  return {
    urn: `urn:pulumi:test::p::${type}::${name}`,
    type,
    name,
    parent: "",
    custom: true,
    protect: false,
    dependsOn: [],
    inputs,
    region: "us-east-1",
    defaultTags: {},
    ...more,
  };
};

/** Expected and maximum price of the first resource, in cents to keep the figures readable. */
function price(resources: PolicyResource | PolicyResource[], options: PriceOptions = {}) {
  const list = Array.isArray(resources) ? resources : [resources];
  const report = priceResources(list, { today: "2026-11-21", usage: idle, ...options });
  const found = report.byUrn.get(list[0]?.urn ?? "");
  const cents = (usd: number | null | undefined) => (usd == null ? usd : Math.round(usd * 100) / 100);
  return {
    monthly: cents(found?.monthlyUsd),
    maximum: cents(found?.maximumUsd),
    unknown: found?.unknown ?? [],
  };
}

const known = (monthly: number, maximum = monthly) => ({ monthly, maximum, unknown: [] });

describe("price model, by type", () => {
  // Each amount is worked out by hand from the list prices of us-east-1.
  const cases: [
    what: string,
    resources: PolicyResource | PolicyResource[],
    expected: ReturnType<typeof price>,
    options?: PriceOptions,
  ][] = [
    [
      "NAT gateway: 730 h of 0.045, and 300 GB of 0.045",
      resource("aws:ec2/natGateway:NatGateway", {}),
      known(46.35),
      { usage: { natGB: 300 } },
    ],
    ["Elastic IP: 730 h of 0.005", resource("aws:ec2/eip:Eip", { domain: "vpc" }), known(3.65)],
    [
      "interface endpoint in three zones: 3 x 7.30",
      resource("aws:ec2/vpcEndpoint:VpcEndpoint", {
        vpcEndpointType: "Interface",
        subnetIds: ["a", "b", "c"],
      }),
      known(21.9),
    ],
    [
      "VPC: 100 GB to the internet at 0.09, 200 GB between zones at 0.01 on both sides",
      resource("aws:ec2/vpc:Vpc", {}),
      known(13),
      { usage: { internetGB: 100, betweenZonesGB: 200 } },
    ],
    [
      "VPC: 12,288 GB to the internet, of which 10,240 at 0.09 and 2,048 at 0.085",
      resource("aws:ec2/vpc:Vpc", {}),
      known(1095.68),
      { usage: { internetGB: 12_288, betweenZonesGB: 0 } },
    ],
    [
      "application load balancer in two zones: 730 h of 0.0225, two addresses, one capacity unit",
      resource("aws:lb/loadBalancer:LoadBalancer", { subnets: ["a", "b"] }),
      known(16.43 + 7.3 + 5.84),
      { usage: { loadBalancerUnits: 1 } },
    ],
    [
      "internal network load balancer: no public address",
      resource("aws:lb/loadBalancer:LoadBalancer", {
        loadBalancerType: "network",
        internal: true,
        subnets: ["a"],
      }),
      known(16.43),
    ],
    [
      "EKS in standard support: 730 h of 0.10",
      resource("aws:eks/cluster:Cluster", { version: "1.35" }),
      known(73),
    ],
    [
      "EKS past standard support: 730 h of 0.60",
      resource("aws:eks/cluster:Cluster", { version: "1.33" }),
      known(438),
    ],
    [
      "EKS past standard support that AWS upgrades instead",
      resource("aws:eks/cluster:Cluster", { version: "1.33", upgradePolicy: { supportType: "STANDARD" } }),
      known(73),
    ],
    [
      "EKS the day after standard support ends",
      resource("aws:eks/cluster:Cluster", { version: "1.34" }),
      known(438),
      { today: "2026-12-03" },
    ],
    [
      "node group: 2 (at most 4) m7i.large of 0.1008, each with 50 GiB of gp3 at 0.08",
      resource("aws:eks/nodeGroup:NodeGroup", {
        instanceTypes: ["m7i.large"],
        diskSize: 50,
        scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 4 },
      }),
      known(2 * (73.584 + 4), 4 * (73.584 + 4)),
    ],
    [
      "spot node group: 60 % off expected, the dearest type on demand at most",
      resource("aws:eks/nodeGroup:NodeGroup", {
        instanceTypes: ["m7i.large", "m7i.xlarge"],
        capacityType: "SPOT",
        diskSize: 0,
        scalingConfig: { desiredSize: 1, minSize: 1, maxSize: 1 },
      }),
      known(29.43, 147.17),
    ],
    [
      "node group whose launch template gives type and disk: 3 g6.xlarge of 0.8048, 100 GiB each",
      [
        resource(
          "aws:eks/nodeGroup:NodeGroup",
          {
            launchTemplate: { id: "lt-1", version: "1" },
            scalingConfig: { desiredSize: 3, minSize: 3, maxSize: 3 },
          },
          { dependsOn: ["urn:pulumi:test::p::aws:ec2/launchTemplate:LaunchTemplate::template"] },
        ),
        resource(
          "aws:ec2/launchTemplate:LaunchTemplate",
          {
            instanceType: "g6.xlarge",
            blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 100, volumeType: "gp3" } }],
          },
          { name: "template" },
        ),
      ],
      known(3 * (587.504 + 8)),
    ],
    [
      "gp3 volume: 100 GiB at 0.08, 1,000 extra IOPS at 0.005, 125 extra MiB/s at 0.04",
      resource("aws:ebs/volume:Volume", { size: 100, type: "gp3", iops: 4000, throughput: 250 }),
      known(18),
    ],
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
    [
      "claims of a stateful set: 3 of 20 GiB gp3",
      resource("kubernetes:apps/v1:StatefulSet", {
        spec: {
          replicas: 3,
          volumeClaimTemplates: [{ spec: { resources: { requests: { storage: "20Gi" } } } }],
        },
      }),
      known(4.8),
    ],
    [
      "flow log to S3: 50 GB at 0.25",
      resource("aws:ec2/flowLog:FlowLog", { logDestinationType: "s3" }),
      known(12.5),
    ],
    [
      "gateway on the internet over two zones: 730 h of 0.0225 and two addresses",
      [
        resource("kubernetes:gateway.networking.k8s.io/v1:Gateway", {
          spec: { gatewayClassName: "aws-alb", infrastructure: { parametersRef: { name: "platform" } } },
        }),
        resource("kubernetes:gateway.k8s.aws/v1:LoadBalancerConfiguration", {
          metadata: { name: "platform" },
          spec: { scheme: "internet-facing" },
        }),
        resource("aws:ec2/subnet:Subnet", { availabilityZone: "us-east-1a" }, { name: "a" }),
        resource("aws:ec2/subnet:Subnet", { availabilityZone: "us-east-1b" }, { name: "b" }),
      ],
      known(16.43 + 7.3),
    ],
    [
      "Service that becomes an internal load balancer",
      resource("kubernetes:core/v1:Service", { spec: { type: "LoadBalancer" } }),
      known(16.43),
    ],
  ];
  for (const [what, resources, expected, options] of cases) {
    it(what, () => {
      const found = price(resources, options && { ...options, usage: { ...idle, ...options.usage } });
      assert.ok(Math.abs((found.monthly ?? 0) - (expected.monthly ?? 0)) < 0.02, `expected ${found.monthly}`);
      assert.ok(Math.abs((found.maximum ?? 0) - (expected.maximum ?? 0)) < 0.02, `at most ${found.maximum}`);
      assert.deepEqual(found.unknown, []);
    });
  }
});

describe("Karpenter pools", () => {
  const pool = (requirements: unknown[], limits?: Record<string, unknown>) =>
    resource("kubernetes:karpenter.sh/v1:NodePool", {
      metadata: { name: "gpu" },
      spec: {
        limits,
        template: { spec: { nodeClassRef: { name: "default" }, requirements } },
      },
    });
  const only = (...values: string[]) => ({
    key: "node.kubernetes.io/instance-type",
    operator: "In",
    values,
  });
  const disk = 20 * 0.08;

  it("are expected at their share of the limits in the cheapest type, and at most full of the dearest", () => {
    // 64 vCPUs: 16 g6.xlarge (4 vCPU, 0.8048) or 8 g6.2xlarge (8 vCPU, 0.9776).
    const found = price(pool([only("g6.xlarge", "g6.2xlarge")], { cpu: "64" }), {
      usage: { nodePools: { gpu: 0.25 } },
    });
    assert.equal(found.monthly, Math.round(2 * (0.9776 * 730 + disk) * 100) / 100);
    assert.equal(found.maximum, Math.round(16 * (0.8048 * 730 + disk) * 100) / 100);
  });

  it("on spot are expected cheaper and bounded by the price on demand", () => {
    const spot = { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot", "on-demand"] };
    const found = price(pool([only("g6.xlarge"), spot], { "nvidia.com/gpu": 4 }), {
      usage: { nodePoolShare: 0.5, spotDiscount: 0.6 },
    });
    assert.equal(found.monthly, Math.round(2 * (0.8048 * 0.4 * 730 + disk) * 100) / 100);
    assert.equal(found.maximum, Math.round(4 * (0.8048 * 730 + disk) * 100) / 100);
  });

  it("read families, generations and architectures", () => {
    const found = price(
      pool(
        [
          { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["m7i", "m7g"] },
          { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
          { key: "karpenter.k8s.aws/instance-cpu", operator: "Lt", values: ["3"] },
          { key: "karpenter.k8s.aws/instance-memory", operator: "Gt", values: ["5000"] },
        ],
        { cpu: 20, memory: "40Gi" },
      ),
      { usage: { nodePoolShare: 1 } },
    );
    // Only m7g.large is left (2 vCPU, 8 GiB, 0.0816); memory limits it to five.
    assert.equal(found.monthly, Math.round(5 * (0.0816 * 730 + disk) * 100) / 100);
  });

  it("without limits have no price, and say so", () => {
    const found = price(pool([only("g6.xlarge")]));
    assert.equal(found.monthly, null);
    assert.match(found.unknown.join(), /no limit/);
  });

  it("of types without a list price have none, and name the type", () => {
    const p5e = { ...pool([only("p5e.48xlarge")], { cpu: 1000 }), region: "us-east-2" };
    const found = price(p5e);
    assert.equal(found.monthly, null);
    assert.match(found.unknown.join(), /p5e\.48xlarge/);
  });
});

describe("price report", () => {
  it("counts no unknown as 0: it lists the type and the reason", () => {
    const report = priceResources([
      resource("aws:sagemaker/endpoint:Endpoint", {}),
      resource("aws:redshiftserverless/workgroup:Workgroup", {}, { name: "w" }),
    ]);
    assert.deepEqual(
      report.unpriced.map(({ type, count }) => [type, count]),
      [
        ["aws:sagemaker/endpoint:Endpoint", 1],
        ["aws:redshiftserverless/workgroup:Workgroup", 1],
      ],
    );
    assert.equal(
      report.byUrn.get("urn:pulumi:test::p::aws:sagemaker/endpoint:Endpoint::x")?.monthlyUsd,
      null,
    );
  });

  it("keeps free types apart, and prices components through their children alone", () => {
    const report = priceResources([
      resource("aws:iam/role:Role", {}),
      resource("kubernetes:apps/v1:Deployment", {}),
      resource("eks:index:Cluster", { instanceType: "m7i.large" }, { custom: false }),
      resource("aws:eks/cluster:Cluster", { version: "1.35" }),
    ]);
    assert.equal(report.monthlyUsd, 73);
    assert.deepEqual(report.free.map(({ type }) => type).toSorted(), [
      "aws:iam/role:Role",
      "kubernetes:apps/v1:Deployment",
    ]);
    assert.deepEqual(report.unpriced, []);
  });

  it("keeps what is known of a resource whose rest is not known yet", () => {
    const report = priceResources([
      resource("aws:rds/instance:Instance", {
        engine: "postgres",
        instanceClass: "db.t4g.small",
        storageType: "gp3",
        allocatedStorage: unknownValue,
      }),
    ]);
    const [found] = report.byUrn.values();
    assert.equal(Math.round((found?.monthlyUsd ?? 0) * 100), 2336);
    assert.match(found?.unknown.join() ?? "", /allocatedStorage is not known yet/);
  });

  it("leaves a region without figures unknown, unless another region is assumed", () => {
    const nat = resource("aws:ec2/natGateway:NatGateway", {}, { region: "eu-west-1" });
    assert.equal(price(nat).monthly, null);
    const assumed = priceResources([nat], { usage: { ...idle, assumeRegion: "us-east-1" } });
    const [item] = assumed.byUrn.get(nat.urn)?.items ?? [];
    assert.equal(item?.monthlyUsd, 32.85);
    assert.equal(item?.grade, "C");
    assert.match(item?.source ?? "", /price of us-east-1/);
  });

  it("splits what the environment uses over the gateways that share it", () => {
    const gateways = ["a", "b", "c"].map((name) => resource("aws:ec2/natGateway:NatGateway", {}, { name }));
    const report = priceResources(gateways, { usage: { ...usageDefaults, natGB: 300 } });
    assert.equal(Math.round(report.monthlyUsd * 100), Math.round((3 * 32.85 + 13.5) * 100));
  });

  it("survives anything in the inputs", () => {
    const wild = [null, undefined, 0, "", [], {}, "x", [null], { a: { b: null } }, Number.NaN, -1, true];
    const types = [
      "aws:rds/instance:Instance",
      "aws:eks/nodeGroup:NodeGroup",
      "aws:wafv2/webAcl:WebAcl",
      "kubernetes:karpenter.sh/v1:NodePool",
      "kubernetes:apps/v1:StatefulSet",
      "aws:dynamodb/table:Table",
    ];
    const keys = [
      "engine",
      "scalingConfig",
      "rules",
      "spec",
      "metadata",
      "globalSecondaryIndexes",
      "instanceTypes",
    ];
    for (const type of types) {
      for (const value of wild) {
        const inputs = Object.fromEntries(keys.map((key) => [key, value]));
        priceResources([resource(type, inputs)]);
      }
    }
  });

  it("prices 1,000 resources within 50 ms", () => {
    const make = (index: number): PolicyResource[] => [
      resource("aws:s3/bucket:Bucket", {}, { name: `b${index}` }),
      resource("aws:iam/role:Role", {}, { name: `r${index}` }),
      resource(
        "aws:eks/nodeGroup:NodeGroup",
        { instanceTypes: ["m7i.large"], scalingConfig: { desiredSize: 1, maxSize: 2 } },
        { name: `n${index}` },
      ),
      resource("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 30 }, { name: `l${index}` }),
    ];
    const resources = Array.from({ length: 250 }, (_, index) => make(index)).flat();
    priceResources(resources.slice(0, 40));
    const start = performance.now();
    priceResources(resources);
    const milliseconds = performance.now() - start;
    assert.ok(milliseconds < 50, `took ${milliseconds.toFixed(1)} ms`);
  });
});
