import assert from "node:assert/strict";
import { type ChartName, charts } from "@aip/facts/charts.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { skip } from "../support/skip.ts";
import { imageValues } from "./image-values.ts";
import { mirroredPlan, mirroredPlanNames } from "./mirrored-plan.ts";
import {
  customResourceProblems,
  defaultValues,
  missingChart,
  missingSchemas,
  valueProblems,
} from "./reference.ts";
import { installedCharts } from "./render.ts";

/**
 * Proves that each chart takes the values we give it, those of a mirror among them, by its own schema and keys, and that
 * custom resources satisfy their definitions. It does not render the charts.
 */
describe("charts and custom resources of the plans", function () {
  this.timeout(60_000);
  const plans = new Map<string, readonly RegisteredResource[]>();

  before(async () => {
    for (const name of mirroredPlanNames) plans.set(name, await mirroredPlan(name));
  });

  for (const name of Object.keys(charts) as ChartName[]) {
    it(`give ${name} values that it knows`, function () {
      const missing = missingChart(name);
      if (missing !== undefined) skip(this, missing);
      const installed = [...plans.values()].flatMap(installedCharts).filter((chart) => chart.name === name);
      assert.ok(installed.length > 0, "no plan has the chart");
      const problems = installed.flatMap(({ urn, inputs }) =>
        valueProblems(name, inputs.values as Properties).map((problem) => `${urn}: ${problem}`),
      );
      assert.deepEqual(problems, []);
    });
  }

  for (const name of Object.keys(charts) as ChartName[]) {
    it(`know every value by which ${name} names an image`, function () {
      const missing = missingChart(name);
      if (missing !== undefined) skip(this, missing);
      const known = Object.keys(charts[name].images);
      const unknown = imageValues(defaultValues(name)).filter((path) => !known.includes(path));
      assert.deepEqual(unknown, [], `facts/charts/ lacks them at ${name}`);
    });
  }

  for (const plan of mirroredPlanNames) {
    it(`hold the custom resources of ${plan} to their definitions`, function () {
      if (missingSchemas !== undefined) skip(this, missingSchemas);
      const objects = (plans.get(plan) ?? []).filter(
        ({ type, custom }) => custom && /^kubernetes:(?!helm\.sh)[^:/]+\.[^:]*\//.test(type),
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
