import assert from "node:assert/strict";
import type { Violation } from "@aip/policies/api.ts";
import { chartType } from "@aip/sandbox/charts/open.ts";
import type { Plan, PlanResource } from "../plan/file.ts";
import { chartsLine } from "../report/charts.ts";
import { compare } from "./compare.ts";
import { comparisonText } from "./text.ts";

const chart = `urn:pulumi:dev::cluster::${chartType}::keda`;

const resource = (urn: string, type: string, parent: string, inputs = {}): PlanResource => ({
  ...{ urn, type, parent, inputs, name: urn, provider: "", dependsOn: [] },
  ...{ custom: type !== chartType, protect: false, monthlyUsd: 0 },
});

const object = (name: string, note: string): PlanResource => {
  const type = "kubernetes:core/v1:ConfigMap";
  return resource(`${chart.replace("::keda", "")}$${type}::keda:keda/${name}`, type, chart, {
    data: { note },
  });
};

/** A plan with one chart, which has these objects where it is open. */
function planOf(objects: readonly PlanResource[] | undefined): Plan {
  const resources = [resource(chart, chartType, ""), ...(objects ?? [])];
  const violations = (objects ?? []).map(
    ({ urn }): Violation => ({
      policy: "kubernetes-limits",
      enforcement: "advisory",
      severity: "low",
      urn,
      message: "none",
      frameworks: [],
      waiver: null,
    }),
  );
  return {
    ...{ version: 1, environment: "dev", region: "us-east-1", violations, monthlyUsd: 0, maximumUsd: 0 },
    ...{ layers: [{ name: "cluster", resources, outputs: {}, monthlyUsd: 0 }], deferredPolicies: [] },
    ...{
      disabledPolicies: [],
      budgetUsd: 1,
      unpriced: [],
      endpoints: [],
      journeys: [],
      reach: [],
      placement: { pools: [], unplaced: [], namespaces: [] },
    },
    charts: objects === undefined ? { opened: 0, closed: ["keda"] } : { opened: 1, closed: [] },
  };
}

describe("charts in the comparison of two plans", () => {
  const open = planOf([object("a", "x"), object("b", "x")]);
  const closed = planOf(undefined);

  for (const [name, before, after] of [
    ["opened", closed, open],
    ["closed", open, closed],
  ] as const) {
    it(`that were ${name} in between are no change, and the comparison says so`, () => {
      const comparison = compare(before, after);
      assert.deepEqual([comparison.changes, comparison.introduced, comparison.resolved], [[], [], []]);
      assert.match(comparisonText(comparison, after), /Not compared: the objects of 1 chart .*: keda\./);
    });
  }

  it("that are open in both are compared object by object", () => {
    const comparison = compare(open, planOf([object("a", "y"), object("c", "x")]));
    assert.deepEqual(
      comparison.changes.map(({ operation, name }) => `${operation} ${name.split("/").at(-1)}`),
      ["delete b", "replace a", "create c"],
    );
    assert.deepEqual([comparison.introduced.length, comparison.resolved.length], [1, 1]);
    assert.doesNotMatch(comparisonText(comparison, open), /Not compared/);
  });

  it("that are new are created with their objects", () => {
    const layers = [{ name: "cluster", resources: [], outputs: {}, monthlyUsd: 0 }];
    assert.equal(compare({ ...closed, layers }, open).changes.length, 3);
  });
});

describe("what a plan says of its charts", () => {
  it("is how many objects it saw, how many charts stayed closed, and how they open", () => {
    const open = planOf([object("a", "x"), object("b", "x")]);
    assert.equal(chartsLine(open), "Charts: 2 objects of 1 chart are in the plan.");
    const closed = chartsLine(planOf(undefined));
    assert.match(closed, /^Charts: 1 chart stayed closed, and its objects are not in the plan: keda\. /);
    assert.match(closed, /`aip charts list`/);
    const half = chartsLine({ ...open, charts: { opened: 1, closed: ["airflow"] } });
    assert.match(half, /2 objects of 1 chart are in the plan; 1 chart stayed closed, .*: airflow\./);
    assert.equal(chartsLine({ ...open, charts: { opened: 0, closed: [] } }), "");
  });
});
