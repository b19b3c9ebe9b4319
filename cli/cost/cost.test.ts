import assert from "node:assert/strict";
import { urnProject } from "@aip/common/urn.ts";
import type { Plan, PlanResource } from "../plan/file.ts";
import { analyse, groupBy, untagged } from "./analysis.ts";
import { compareBy } from "./compare.ts";
import { forecast } from "./forecast.ts";
import { changeTable, comparisonTable, forecastTable, groupTable, totals } from "./text.ts";
import { readSetting, withSettings } from "./what-if.ts";

const provider = "urn:pulumi:dev::network::pulumi:providers:aws::aws";

const resource = (
  layer: string,
  type: string,
  name: string,
  inputs: Record<string, unknown> = {},
): PlanResource => ({
  urn: `urn:pulumi:dev::${layer}::${type}::${name}`,
  type,
  name,
  parent: "",
  provider: type.startsWith("aws:") ? `${provider}::id` : "",
  custom: true,
  protect: false,
  dependsOn: [],
  inputs,
  monthlyUsd: null,
});

const planOf = (resources: readonly PlanResource[], environment = "dev"): Plan => ({
  version: 1,
  environment,
  region: "us-east-1",
  layers: ["network", "cluster"].map((name) => ({
    name,
    resources: resources.filter(({ urn }) => urnProject(urn) === name),
    outputs: {},
    monthlyUsd: 0,
  })),
  violations: [],
  deferredPolicies: [],
  disabledPolicies: [],
  monthlyUsd: 0,
  maximumUsd: 0,
  budgetUsd: 500,
  unpriced: [],
  charts: { opened: 0, closed: [] },
  journeys: [],
  reach: [],
  placement: { pools: [], unplaced: [], namespaces: [] },
  endpoints: [],
});

const usage = { natGB: 100, internetGB: 0, betweenZonesGB: 0 };

const plan = planOf([
  {
    ...resource("network", "pulumi:providers:aws", "aws", {
      region: "us-east-1",
      defaultTags: JSON.stringify({ tags: { Owner: "platform", Layer: "network" } }),
    }),
    urn: provider,
  },
  resource("network", "aws:ec2/natGateway:NatGateway", "nat"),
  resource("cluster", "aws:eks/cluster:Cluster", "eks", { version: "1.34", tags: { Owner: "compute" } }),
  resource("cluster", "aws:eks/nodeGroup:NodeGroup", "nodes", {
    instanceTypes: ["m7i.large"],
    diskSize: 0,
    scalingConfig: { desiredSize: 1, maxSize: 3 },
  }),
  resource("cluster", "aws:sagemaker/endpoint:Endpoint", "unknown"),
]);

const today = "2026-11-21";
const analysis = analyse(plan, { usage, today, tags: { CostCenter: "ai" } });
const rounded = (groups: { key: string; monthlyUsd: number }[]) =>
  groups.map(({ key, monthlyUsd }) => [key, Math.round(monthlyUsd * 100) / 100]);

describe("cost of an environment", () => {
  it("is grouped by layer, service, team and tag, and each grouping comes to the same total", () => {
    assert.deepEqual(rounded(groupBy(analysis.lines, "layer")), [
      ["cluster", 146.58],
      ["network", 37.35],
    ]);
    assert.deepEqual(rounded(groupBy(analysis.lines, "service")), [
      ["EC2", 73.58],
      ["EKS", 73],
      ["VPC", 37.35],
    ]);
    assert.deepEqual(rounded(groupBy(analysis.lines, "team")), [
      ["platform", 110.93],
      ["compute", 73],
    ]);
    assert.deepEqual(
      groupBy(analysis.lines, "tag:CostCenter").map(({ key }) => key),
      ["ai"],
    );
    assert.deepEqual(
      groupBy(analysis.lines, "tag:Nothing").map(({ key }) => key),
      [untagged],
    );
    for (const by of ["layer", "service", "team", "resource"] as const) {
      const total = groupBy(analysis.lines, by).reduce((sum, group) => sum + group.monthlyUsd, 0);
      assert.ok(Math.abs(total - analysis.monthlyUsd) < 1e-9, by);
    }
  });

  it("reports what is fixed, what may come at most, and what has no price", () => {
    assert.equal(Math.round(analysis.fixedUsd * 100), Math.round((32.85 + 73 + 73.584) * 100));
    assert.equal(Math.round(analysis.maximumUsd * 100), Math.round((37.35 + 73 + 3 * 73.584) * 100));
    assert.deepEqual(
      analysis.unpriced.map(({ type }) => type),
      ["aws:sagemaker/endpoint:Endpoint"],
    );
    const text = totals(analysis, 100);
    assert.match(text, /OVER BUDGET/);
    assert.match(text, /1 aws:sagemaker\/endpoint:Endpoint: no price is known for this type/);
    assert.match(groupTable(analysis, "layer"), /cluster +\$147 +\$294 +80 %/);
  });

  it("reports usage that is given for what is not there", () => {
    const wrong = analyse(plan, { usage: { buckets: { lake: { GB: 1 } }, nodePools: { gpu: 1 } }, today });
    assert.deepEqual(wrong.unmatched, ["buckets.lake", "nodePools.gpu"]);
    assert.match(totals(wrong, 500), /platform:usage\.buckets\.lake is given, and there is no such resource/);
    assert.deepEqual(analysis.unmatched, []);
  });

  it("is forecast month by month: extended support and growth come in when they are due", () => {
    const months = forecast(plan, { usage, today, growth: 0.1 });
    assert.equal(months.length, 12);
    assert.deepEqual(
      months.slice(0, 2).map(({ month }) => month),
      ["2026-12", "2027-01"],
    );
    const [december, january] = months;
    // 1.34 leaves standard support on 2026-12-02: 365 USD more a month from January on.
    assert.equal(Math.round((january?.fixedUsd ?? 0) - (december?.fixedUsd ?? 0)), 365);
    assert.equal(Math.round((december?.usageUsd ?? 0) * 100), 450);
    assert.equal(Math.round((january?.usageUsd ?? 0) * 100), 495);
    const sum = months.reduce((total, { totalUsd }) => total + totalUsd, 0);
    assert.ok(Math.abs(sum - (months.at(-1)?.sumUsd ?? 0)) < 1e-9);
    assert.match(forecastTable(months), /2027-01 +\$544 +\$4\.95/);
  });

  it("is compared across environments, with 0 where one has nothing of a group", () => {
    const other = analyse(planOf([resource("network", "aws:kms/key:Key", "key")], "prod"), {
      usage: { kmsThousands: 0 },
      today,
    });
    assert.deepEqual(
      compareBy([analysis, other], "service").map(({ key, monthlyUsd }) => [
        key,
        Math.round(monthlyUsd[1] ?? -1),
      ]),
      [
        ["EC2", 0],
        ["EKS", 0],
        ["VPC", 0],
        ["KMS", 1],
      ],
    );
    assert.match(comparisonTable([analysis, other], "layer"), /Layer +dev +prod/);
  });

  it("of a change shows only what changes", () => {
    const without = planOf(
      plan.layers.flatMap(({ resources }) => resources).filter(({ name }) => name !== "nat"),
    );
    const text = changeTable(analysis, analyse(without, { usage, today }), "service");
    assert.match(text, /VPC +\$37\.35 +\$0\.00 +-\$37\.35/);
    assert.doesNotMatch(text, /EKS/);
    assert.equal(changeTable(analysis, analysis, "layer"), "The change costs nothing and saves nothing.");
  });
});

describe("a changed key", () => {
  it("is read with and without its namespace, and its value as YAML", () => {
    assert.deepEqual(readSetting("platform:network.nat=single"), {
      path: ["network", "nat"],
      value: "single",
    });
    assert.deepEqual(readSetting("network.zones=2"), { path: ["network", "zones"], value: 2 });
    assert.deepEqual(readSetting("tags={Owner: a=b}"), { path: ["tags"], value: { Owner: "a=b" } });
    for (const wrong of ["network.nat", "=1", "network..nat=1", "x={"]) {
      assert.throws(() => readSetting(wrong), /--set/);
    }
  });

  it("replaces one value and leaves the others, also where the section is not in the file", () => {
    const file = { config: { "platform:network": { nat: "perZone", zones: 3 }, "platform:domain": "a.com" } };
    const changed = withSettings(file, [readSetting("network.nat=single"), readSetting("usage.natGB=5")]);
    assert.deepEqual(changed, {
      config: {
        "platform:network": { nat: "single", zones: 3 },
        "platform:domain": "a.com",
        "platform:usage": { natGB: 5 },
      },
    });
    assert.equal(file.config["platform:network"].nat, "perZone");
  });
});
