import assert from "node:assert/strict";
import { unknownValue } from "@aip/common/protocol.ts";
import { resource } from "@aip/common/testing/resource.ts";
import fc from "fast-check";
import { idle, price } from "../testing/price-case.ts";
import { dataCases } from "../types/data.cases.ts";
import { pricers } from "../types/index.ts";
import { machinesCases } from "../types/machines.cases.ts";
import { usageDefaults } from "../usage/usage.ts";
import { priceResources } from "./price-resources.ts";

describe("price model, by type", () => {
  for (const [what, resources, expected, options] of [...machinesCases, ...dataCases]) {
    it(what, () => {
      const found = price(resources, options && { ...options, usage: { ...idle, ...options.usage } });
      assert.ok(Math.abs((found.monthly ?? 0) - (expected.monthly ?? 0)) < 0.02, `expected ${found.monthly}`);
      assert.ok(Math.abs((found.maximum ?? 0) - (expected.maximum ?? 0)) < 0.02, `at most ${found.maximum}`);
      assert.deepEqual(found.unknown, []);
    });
  }
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
      report.byUrn.get("urn:pulumi:test::test::aws:sagemaker/endpoint:Endpoint::x")?.monthlyUsd,
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

  it("prices a chart by its objects where they are in sight, and not twice", () => {
    const chart = resource(
      "kubernetes:helm.sh/v4:Chart",
      { values: { persistence: { size: "50Gi" } } },
      { custom: false, name: "chart" },
    );
    const claim = resource(
      "kubernetes:core/v1:PersistentVolumeClaim",
      { spec: { resources: { requests: { storage: "50Gi" } } } },
      { parent: chart.urn },
    );
    assert.equal(priceResources([chart]).monthlyUsd, 4);
    assert.equal(priceResources([chart, claim]).monthlyUsd, 4);
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

  it("survives anything in the inputs, in every type and of any usage", () => {
    // The words the pricers look for, so that random objects reach deep.
    const words = [
      "engine spec instanceTypes scalingConfig maxSize rules limits cpu template requirements key operator values",
      "metadata name annotations type volumeClaimTemplates replicas nodeSets count persistence size enabled",
      "blockDeviceMappings ebs volumeSize clusterConfig instanceType instanceClass subnets brokerNodeGroupInfo",
      "storageInfo version upgradePolicy launchTemplate id mixedInstancesPolicy retentionInDays",
    ].flatMap((line) => line.split(" "));
    const inputs = fc.dictionary(
      fc.constantFrom(...words),
      fc.anything({ key: fc.constantFrom(...words), maxDepth: 4, withNullPrototype: true }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(pricers)), inputs, (type, given) => {
        const { monthlyUsd, maximumUsd } = priceResources([
          resource(type, given),
          resource("aws:ec2/vpc:Vpc", given),
        ]);
        assert.ok(!Number.isNaN(monthlyUsd) && !Number.isNaN(maximumUsd), type);
      }),
      { numRuns: 2000 },
    );
  });
});
