import assert from "node:assert/strict";
import { environmentNames } from "@aip/environments";
import { type ChartName, charts } from "@aip/facts/charts.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { planEnvironment } from "../../cli/plan/plan.ts";
import { skip } from "../support/skip.ts";
import { customResourceProblems, missingChart, missingSchemas, valueProblems } from "./reference.ts";

const chartTypes = ["kubernetes:helm.sh/v4:Chart", "kubernetes:helm.sh/v3:Release"];
const chartName = ({ inputs }: RegisteredResource): string =>
  String(inputs.chart).split("/").at(-1) as string;

/**
 * Proves that each chart takes the values we give it, by its own schema and keys, and that custom resources satisfy
 * their definitions. It does not render the charts.
 */
describe("charts and custom resources of the plans", function () {
  this.timeout(60_000);
  const plans = new Map<string, readonly RegisteredResource[]>();
  const installed = () =>
    [...plans].flatMap(([environment, resources]) =>
      resources
        .filter(({ type }) => chartTypes.includes(type))
        .map((resource) => ({ environment, ...resource })),
    );

  before(async () => {
    for (const name of environmentNames()) {
      const resources: RegisteredResource[] = [];
      await planEnvironment(name, { onLayer: (layer) => resources.push(...layer.resources) });
      plans.set(name, resources);
    }
  });

  it("are all of the table", () => {
    const known: string[] = Object.values(charts).map(({ chart }) => chart);
    const names = [...new Set(installed().map(chartName))];
    assert.ok(names.length > 0, "the plans have no chart");
    assert.deepEqual(
      names.filter((name) => !known.includes(name)),
      [],
    );
  });

  for (const name of Object.keys(charts) as ChartName[]) {
    it(`give ${name} values that it knows`, function () {
      const given = installed().filter((resource) => chartName(resource) === charts[name].chart);
      if (given.length === 0) skip(this, `chart ${name} has no values to check: no environment installs it`);
      const missing = missingChart(name);
      if (missing !== undefined) skip(this, missing);
      const problems = given.flatMap(({ urn, inputs }) =>
        valueProblems(name, (reveal(inputs.values) ?? {}) as Properties).map(
          (problem) => `${urn}: ${problem}`,
        ),
      );
      assert.deepEqual(problems, []);
    });
  }

  for (const environment of environmentNames()) {
    it(`hold the custom resources of ${environment} to their definitions`, function () {
      if (missingSchemas !== undefined) skip(this, missingSchemas);
      const objects = (plans.get(environment) ?? []).filter(
        ({ type, custom }) =>
          custom && /^kubernetes:[^:/]+\.[^:]*\//.test(type) && !chartTypes.includes(type),
      );
      const problems: string[] = [];
      let checked = 0;
      for (const { urn, inputs } of objects) {
        const found = customResourceProblems(reveal(inputs) as Properties);
        if (found === undefined) continue;
        checked += 1;
        problems.push(...found.map((problem) => `${urn}: ${problem}`));
      }
      assert.ok(checked > 0, "no custom resource was checked");
      assert.deepEqual(problems, []);
    });
  }
});
