import assert from "node:assert/strict";
import { urnType } from "@aip/common/urn.ts";
import { type ChartFact, charts } from "@aip/facts/charts.ts";
import { chartType } from "@aip/sandbox/charts/open.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import type { Manifest } from "../kubernetes/client.ts";
import { podOf } from "../kubernetes/pods.ts";
import { skip } from "../support/skip.ts";
import { mirroredPlan, mirroredPlanNames } from "./mirrored-plan.ts";
import { installedCharts, whyClosed } from "./render.ts";

/** Charts that have no value for the priority class of a pod. */
const withoutPriority = ["jaeger", "jobset", "lws"];

const os = "kubernetes.io/os";

interface PodSpec {
  readonly priorityClassName?: string;
  readonly affinity?: Properties;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Properties[];
  readonly volumes?: readonly Properties[];
}

interface Placed {
  readonly name: string;
  readonly spec: PodSpec;
  /** Whether its pods have volumes that outlive them. */
  readonly keepsState: boolean;
}

/** The pods that an object leads to, those of operators included. */
function podsOf(object: Manifest): Placed[] {
  const name = `${object.kind} ${object.metadata.namespace ?? ""}/${object.metadata.name}`;
  const spec = (object.spec ?? {}) as Properties;
  const pod = podOf(object);
  if (pod) {
    const podSpec = pod.spec as PodSpec;
    const claims = podSpec.volumes?.some((volume) => "persistentVolumeClaim" in volume) ?? false;
    return [{ name, spec: podSpec, keepsState: claims || spec.volumeClaimTemplates !== undefined }];
  }
  const template = (of: unknown) => ((of as Properties)?.podTemplate as Properties)?.spec as PodSpec;
  switch (object.kind) {
    case "Elasticsearch":
      return (spec.nodeSets as Properties[]).map((set) => ({
        name,
        spec: template(set),
        keepsState: set.volumeClaimTemplates !== undefined,
      }));
    case "Kibana":
    case "Logstash":
      return [{ name, spec: template(spec), keepsState: false }];
    case "Prometheus":
    case "Alertmanager":
      return [{ name, spec: spec as PodSpec, keepsState: spec.storage !== undefined }];
    default:
      return [];
  }
}

const manifest = ({ inputs }: RegisteredResource): Manifest => reveal(inputs) as unknown as Manifest;
/** The objects that the programs make; those of charts are looked at by chart. */
const objects = (resources: readonly RegisteredResource[]): Manifest[] =>
  resources
    .filter(({ type, parent }) => /^kubernetes:(?!helm\.sh)/.test(type) && urnType(parent) !== chartType)
    .map(manifest);

/** The purposes of the pools on which pods may run by what they require of the label. */
function purposes({ nodeSelector, affinity }: PodSpec): readonly string[] | undefined {
  const key = "ai-platform/purpose";
  if (nodeSelector?.[key] !== undefined) return [nodeSelector[key]];
  const { nodeAffinity } = (affinity ?? {}) as { nodeAffinity?: Properties };
  const { nodeSelectorTerms } = (nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution ??
    {}) as Properties;
  const terms = (nodeSelectorTerms ?? []) as { matchExpressions: Properties[] }[];
  const values = terms.map(({ matchExpressions }) =>
    matchExpressions.find((each) => each.key === key && each.operator === "In"),
  );
  return values.length === 0 || values.includes(undefined)
    ? undefined
    : values.flatMap((each) => each?.values as string[]);
}

/** Proves where the platform's own pods are placed, by what they ask for. It places none: that is the scheduler's work. */
describe("the platform's own pods", function () {
  this.timeout(120_000);

  for (const plan of mirroredPlanNames) {
    describe(`of ${plan}`, () => {
      let resources: readonly RegisteredResource[];
      let classes: ReadonlyMap<string, number>;
      before(async () => {
        resources = await mirroredPlan(plan);
        classes = new Map<string, number>([
          ["system-node-critical", 2_000_001_000],
          ["system-cluster-critical", 2_000_000_000],
          ...objects(resources)
            .filter(({ kind }) => kind === "PriorityClass")
            .map((object) => [object.metadata.name, Number(object.value)] as const),
        ]);
      });

      /** Those whose class is not above all that a team may have. */
      const low = (pods: readonly Placed[]): string[] => {
        const most = Math.max(
          ...["serving", "interactive", "training"].map((name) => classes.get(name) ?? 0),
        );
        assert.ok(most > 0, "there is no class for teams");
        return pods
          .filter(({ spec }) => !((classes.get(spec.priorityClassName ?? "") ?? 0) > most))
          .map(({ name, spec }) => `${name}: ${spec.priorityClassName ?? "no class"}`);
      };
      const astray = (pods: readonly Placed[]): string[] =>
        pods
          .filter(({ keepsState, spec }) => {
            const allowed = purposes(spec) ?? ["any"];
            return keepsState && !allowed.every((purpose) => ["platform", "system"].includes(purpose));
          })
          .map(({ name, spec }) => `${name}: ${JSON.stringify(spec.affinity ?? {})}`);

      it("have a priority class that the plan makes, above all that a team may have", () => {
        const pods = objects(resources).flatMap(podsOf);
        assert.ok(pods.length > 5, "the plan has hardly a pod");
        assert.deepEqual(low(pods), []);
      });

      it("have it in the values of each chart", () => {
        for (const { name, urn, inputs } of installedCharts(resources)) {
          const fact: ChartFact = charts[name];
          const { pods = [], nodeAgents = [] } = fact.priorityClasses ?? {};
          for (const path of [...pods, ...nodeAgents]) {
            const value = path
              .split(".")
              .reduce<unknown>((at, key) => (at as Properties)?.[key], inputs.values);
            assert.ok(classes.has(String(value)), `${urn}: ${path} is ${value}`);
          }
        }
      });

      it("run where nothing is spot if they keep state", () => {
        const pods = objects(resources).flatMap(podsOf);
        assert.ok(
          pods.some(({ keepsState }) => keepsState),
          "no pod keeps state",
        );
        assert.deepEqual(astray(pods), []);
        const pools = resources.filter(({ type }) => /:(NodePool|NodeGroup)$/.test(type));
        const forState = pools.filter(({ inputs }) =>
          /"ai-platform\/purpose":"(platform|system)"/.test(JSON.stringify(reveal(inputs))),
        );
        assert.ok(forState.length > 0, "there is no pool for what keeps state");
        for (const { urn, inputs } of forState) {
          assert.doesNotMatch(JSON.stringify(reveal(inputs)), /spot/i, urn);
        }
      });

      it("are so in the objects that charts render to", function () {
        const rendered = installedCharts(resources).filter(({ objects }) => objects.length > 0);
        if (rendered.length === 0) skip(this, whyClosed("karpenter") as string);
        const pods = rendered.flatMap((chart) => {
          const made = chart.objects.flatMap(podsOf);
          return made.map((pod) => ({ ...pod, name: `${chart.name}: ${pod.name}`, chart: chart.name }));
        });
        const running = pods.filter(
          // No node runs Windows.
          ({ chart, spec }) => !withoutPriority.includes(chart) && spec.nodeSelector?.[os] !== "windows",
        );
        assert.deepEqual(low(running), []);
        assert.deepEqual(astray(pods), []);
        const state = pods.filter(({ keepsState }) => keepsState).map(({ chart }) => chart);
        assert.deepEqual([...new Set(state)].sort(), ["kube-prometheus-stack", "vault"]);
        const needless = withoutPriority.filter((name) =>
          pods.some(({ chart, spec }) => chart === name && spec.priorityClassName !== undefined),
        );
        assert.deepEqual(needless, [], "they have a class now, and are named here as charts that have none");
      });
    });
  }
});
