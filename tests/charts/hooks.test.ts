import assert from "node:assert/strict";
import { chartHooks } from "@aip/facts/charts/hooks.ts";
import { type ChartName, charts } from "@aip/facts/charts.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { skip } from "../support/skip.ts";
import { type Hook, hooksOf, isAbout } from "./hooks.ts";
import { mirroredPlan, mirroredPlanNames } from "./mirrored-plan.ts";
import { clusterVersion, installedCharts, whyClosed } from "./render.ts";

/** Charts are installed as plain objects: what Helm would run as a hook has to be needless, or replaced. */
describe("the hooks of charts", function () {
  this.timeout(120_000);
  const plans = new Map<string, readonly RegisteredResource[]>();

  before(async () => {
    for (const name of mirroredPlanNames) plans.set(name, await mirroredPlan(name));
  });

  for (const name of Object.keys(charts) as ChartName[]) {
    it(`of ${name} are those of facts/charts/hooks.ts`, function () {
      const reason = whyClosed(name);
      if (reason !== undefined) skip(this, reason);
      const hooks = [...plans.values()].flatMap((resources): Hook[] =>
        installedCharts(resources)
          .filter((chart) => chart.name === name)
          .flatMap((chart) => hooksOf(chart, clusterVersion(resources))),
      );
      const facts = chartHooks[name] ?? [];
      const unknown = hooks.filter((hook) => !facts.some((fact) => isAbout(fact, hook)));
      assert.deepEqual(unknown, [], "say in facts/charts/hooks.ts why nothing is missing without them");
      const gone = facts.filter((fact) => !hooks.some((hook) => isAbout(fact, hook)));
      assert.deepEqual(gone, [], "the chart has no such hook");
    });
  }
});

describe("a hook", () => {
  it("is named with its event, alone or with others that begin alike", () => {
    const fact = { object: "Pod app-test-", events: "test", reason: "" };
    assert.ok(isAbout(fact, { object: "Pod app-test-a", events: "test" }));
    assert.ok(!isAbout(fact, { object: "Pod app-test-a", events: "pre-install" }));
    assert.ok(!isAbout({ ...fact, object: "Job app" }, { object: "Job app-migrate", events: "test" }));
  });
});
