import assert from "node:assert/strict";
import { type ChartName, charts } from "@aip/facts/charts.ts";
import { builtInApis } from "@aip/facts/kubernetes/schemas.ts";
import type { Release } from "@aip/sandbox/charts/helm.ts";
import { definedBy, isDefinition } from "@aip/sandbox/charts/objects.ts";
import { render } from "@aip/sandbox/charts/render.ts";
import { findChart } from "@aip/sandbox/charts/source.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { skip } from "../support/skip.ts";
import { mirroredPlan, mirroredPlanNames } from "./mirrored-plan.ts";
import { requireHelm } from "./own-charts.ts";
import { clusterVersion, type InstalledChart, installedCharts, whyClosed } from "./render.ts";

/** What the definitions of all charts of a plan define. */
const defined = (installed: readonly InstalledChart[]): string[] =>
  installed
    .flatMap(({ objects }) => objects.filter(isDefinition))
    .flatMap(definedBy)
    .flatMap(({ apiVersion, kind }) => [apiVersion, `${apiVersion}/${kind}`]);

/**
 * A chart may ask what the cluster serves. On a real one that is what happens to be there: little at the first `up`, the
 * definitions of every chart at the second. Neither the order of charts nor a second `up` may change what one renders to.
 */
describe("what a chart renders to", function () {
  this.timeout(300_000);
  const plans = new Map<string, readonly RegisteredResource[]>();

  before(async () => {
    for (const name of mirroredPlanNames) plans.set(name, await mirroredPlan(name));
  });

  for (const name of Object.keys(charts) as ChartName[]) {
    it(`is the same for ${name} whatever other charts define`, async function () {
      const reason = whyClosed(name);
      if (reason !== undefined) skip(this, reason);
      const source = findChart({ name: charts[name].chart, version: charts[name].version });
      assert.ok(typeof source !== "string");
      for (const [plan, resources] of plans) {
        const installed = installedCharts(resources);
        for (const { inputs, urn } of installed.filter((chart) => chart.name === name)) {
          const release: Omit<Release, "apiVersions"> = {
            name: String(inputs.name ?? name),
            namespace: String(inputs.namespace),
            values: inputs.values,
            skipCrds: inputs.skipCrds === true,
            kubernetes: clusterVersion(resources),
          };
          const few = await render(requireHelm(), source, { ...release, apiVersions: builtInApis() });
          const all = [...builtInApis(), ...defined(installed)];
          const many = await render(requireHelm(), source, { ...release, apiVersions: all });
          assert.deepEqual(many, few, `${urn} of ${plan}`);
        }
      }
    });
  }
});
