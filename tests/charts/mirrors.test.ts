import assert from "node:assert/strict";
import { type ChartName, charts } from "@aip/facts/charts.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { skip } from "../support/skip.ts";
import { escapes } from "./escapes.ts";
import { chartMirror, imageMirror, mirroredPlan, mirroredPlanNames } from "./mirrored-plan.ts";
import { installedCharts, whyClosed } from "./render.ts";

/** The account's own registries, where the images of its own repositories are. */
const ownRegistries = (resources: readonly RegisteredResource[]): string[] =>
  resources
    .filter(({ type }) => type === "aws:ecr/repository:Repository")
    .map(({ outputs }) => String(outputs.repositoryUrl).split("/")[0] as string);

/**
 * Proves that in an environment with both mirrors nothing is pulled from elsewhere: no chart, no image of a planned object,
 * and, where charts and helm are there, no image of an object that a chart renders to. EKS add-ons are not among them: their
 * images come from EKS's own registry in the region, which the ECR endpoints of the VPC reach.
 */
describe("with mirrors of charts and images", function () {
  this.timeout(60_000);
  const plans = new Map<string, readonly RegisteredResource[]>();

  before(async () => {
    for (const name of mirroredPlanNames) plans.set(name, await mirroredPlan(name));
  });

  for (const plan of mirroredPlanNames) {
    it(`every chart of ${plan} comes from the mirror`, () => {
      const installed = installedCharts(plans.get(plan) ?? []);
      assert.ok(installed.length > 0, "the plan has no chart");
      for (const { name, urn, inputs } of installed) {
        assert.equal(inputs.chart, `${chartMirror}/${charts[name].chart}`, urn);
        assert.equal(inputs.repositoryOpts, undefined, urn);
      }
    });

    it(`no planned object of ${plan} names an image from elsewhere`, () => {
      const resources = plans.get(plan) ?? [];
      const objects = resources.filter(({ type }) => type.startsWith("kubernetes:"));
      assert.ok(objects.length > 0, "the plan has no Kubernetes object");
      const allowed = [imageMirror, ...ownRegistries(resources)];
      const found = objects.flatMap(({ urn, inputs }) => {
        const { chart: _, ...rest } = reveal(inputs) as Properties;
        return escapes(rest, allowed).map((place) => `${urn}: ${place}`);
      });
      assert.deepEqual(found, []);
    });
  }

  for (const name of Object.keys(charts) as ChartName[]) {
    it(`nothing that ${name} renders to names an image from elsewhere`, function () {
      const installed = [...plans].flatMap(([plan, resources]) =>
        installedCharts(resources)
          .filter((chart) => chart.name === name)
          .map((chart) => ({ plan, chart })),
      );
      assert.ok(installed.length > 0, "no plan has the chart");
      const reason = whyClosed(name);
      if (reason !== undefined) skip(this, reason);
      for (const { plan, chart } of installed) {
        const { objects } = chart;
        assert.ok(objects.length > 0, `${chart.urn} renders to nothing`);
        const found = objects
          // Their descriptions are full of examples.
          .filter(({ kind }) => kind !== "CustomResourceDefinition")
          .flatMap((object) =>
            escapes(object, [imageMirror]).map((place) => `${object.kind} ${object.metadata.name}${place}`),
          );
        assert.deepEqual(found, [], plan);
      }
    });
  }
});
