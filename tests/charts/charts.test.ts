import assert from "node:assert/strict";
import { environmentNames } from "@aip/environments";
import type { Properties } from "@aip/sandbox/core/model.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { planEnvironment } from "../../cli/plan/plan.ts";
import { skip } from "../support/skip.ts";
import { customResourceProblems, present, valueProblems } from "./reference.ts";

const chartTypes = ["kubernetes:helm.sh/v4:Chart", "kubernetes:helm.sh/v3:Release"];
const chartName = ({ chart }: Properties): string => String(chart).split("/").at(-1) as string;

/**
 * Proves that each chart takes the values we give it, by its own schema and keys, and that custom resources satisfy
 * their definitions. It does not render the charts.
 */
describe("charts and custom resources of the plans", function () {
  this.timeout(60_000);
  const plans = new Map<string, readonly RegisteredResource[]>();

  before(async function () {
    if (!present) skip(this, "the reference copies of the charts (../shared/charts) are not here");
    for (const name of environmentNames()) {
      const resources: RegisteredResource[] = [];
      await planEnvironment(name, { onLayer: (layer) => resources.push(...layer.resources) });
      plans.set(name, resources);
    }
  });

  for (const environment of environmentNames()) {
    it(`take the values of ${environment}`, () => {
      const charts = (plans.get(environment) ?? []).filter(({ type }) => chartTypes.includes(type));
      assert.ok(charts.length > 0, "the plan has no chart");
      const problems: string[] = [];
      const unseen: string[] = [];
      for (const { name, inputs } of charts) {
        const { values, ...rest } = reveal(inputs) as Properties;
        const found = valueProblems(chartName(rest), (values ?? {}) as Properties);
        if (found === undefined) unseen.push(chartName(rest));
        else problems.push(...found.map((problem) => `${name} (${chartName(rest)}): ${problem}`));
      }
      if (unseen.length > 0) console.log(`    no copy to check against: ${[...new Set(unseen)].join(", ")}`);
      assert.deepEqual(problems, []);
    });

    it(`hold the custom resources of ${environment} to their definitions`, () => {
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
