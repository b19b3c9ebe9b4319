import assert from "node:assert/strict";
import type { ChartName } from "@aip/facts/charts.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import type { Manifest } from "../kubernetes/client.ts";
import { podOf } from "../kubernetes/pods.ts";
import { skip } from "../support/skip.ts";
import { mirroredPlan, mirroredPlanNames } from "./mirrored-plan.ts";
import { installedCharts, whyClosed } from "./render.ts";

interface Rendered {
  readonly chart: ChartName;
  readonly object: Manifest;
}

const keyOf = ({ kind, apiVersion, metadata }: Manifest): string =>
  `${apiVersion} ${kind} ${metadata.namespace ?? ""}/${metadata.name}`;

/** What `of` finds in the objects, with chart and object before it. */
const problems = (rendered: readonly Rendered[], of: (object: Manifest) => readonly string[]): string[] =>
  rendered.flatMap(({ chart, object }) => of(object).map((found) => `${chart}: ${keyOf(object)}: ${found}`));

/** Whether a disruption budget is for a pod: of its namespace, and with the labels that it asks for. */
function selects({ metadata, spec }: Manifest, pod: Manifest): boolean {
  const { matchLabels } = ((spec as Properties).selector ?? {}) as Properties;
  const labels = (pod.metadata as Properties).labels as Properties | undefined;
  return (
    metadata.namespace === pod.metadata.namespace &&
    Object.entries((matchLabels ?? {}) as Properties).every(([key, value]) => labels?.[key] === value)
  );
}

/**
 * Proves on the objects that charts render to what their values cannot show. What an API server refuses, such as one object
 * in two charts, the plan refuses already. Charts that are closed here are left out; the plan names them.
 */
describe("the objects that the charts of a plan render to", function () {
  this.timeout(120_000);
  const plans = new Map<
    string,
    { resources: readonly RegisteredResource[]; rendered: readonly Rendered[] }
  >();

  before(async function () {
    for (const name of mirroredPlanNames) {
      const resources = await mirroredPlan(name);
      const rendered = installedCharts(resources).flatMap(({ name, objects }) =>
        objects.map((object) => ({ chart: name, object })),
      );
      if (rendered.length === 0) skip(this, whyClosed("karpenter") as string);
      plans.set(name, { resources, rendered });
    }
  });

  for (const plan of mirroredPlanNames) {
    const rendered = () => plans.get(plan)?.rendered ?? [];

    // A budget of none keeps a node from being drained, and its replacement from coming.
    it(`have disruption budgets in ${plan} that let a pod go`, () => {
      const none = ({ kind, spec }: Manifest) => {
        const { maxUnavailable } = (spec ?? {}) as Properties;
        return kind === "PodDisruptionBudget" && [0, "0", "0%"].includes(maxUnavailable as number | string)
          ? [`maxUnavailable is ${maxUnavailable}`]
          : [];
      };
      assert.deepEqual(problems(rendered(), none), []);
    });

    it(`keep one pod of several, at a drain of nodes, by a disruption budget in ${plan}`, () => {
      const planned = (plans.get(plan)?.resources ?? []).map(({ inputs }) => inputs as unknown as Manifest);
      const budgets = [...rendered().map(({ object }) => object), ...planned].filter(
        ({ kind }) => kind === "PodDisruptionBudget",
      );
      const unguarded = (object: Manifest) => {
        const { replicas } = (object.spec ?? {}) as Properties;
        const pod = podOf(object);
        if (pod === undefined || !(Number(replicas) > 1)) return [];
        return budgets.some((budget) => selects(budget, pod)) ? [] : ["no budget selects its pods"];
      };
      assert.deepEqual(problems(rendered(), unguarded), []);
    });

    it(`are found in ${plan} by the policy that lets the API server call the webhook of Elastic's operator`, () => {
      const policy = plans
        .get(plan)
        ?.resources.map(({ inputs }) => inputs as unknown as Manifest)
        .find(({ kind, metadata }) => kind === "NetworkPolicy" && metadata.name === "elastic-webhook");
      assert.ok(policy, "the plan has no such policy");
      const { matchLabels } = (policy.spec as Properties).podSelector as Properties;
      const pods = rendered()
        .filter(({ chart }) => chart === "eck-operator")
        .map(
          ({ object }) =>
            (podOf(object)?.metadata as Properties | undefined)?.labels as Properties | undefined,
        )
        .filter((labels) => labels !== undefined);
      assert.ok(pods.length > 0, "the chart renders to no pod");
      for (const labels of pods) assert.deepEqual({ ...labels, ...(matchLabels as Properties) }, labels);
    });
  }
});
