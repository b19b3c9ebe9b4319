import { type AnyService, isOn, servicesOn } from "@aip/services";
import { argoRollouts } from "@aip/services/argo-rollouts.ts";
import { keda } from "@aip/services/keda.ts";
import { prometheus } from "@aip/services/prometheus.ts";
import { type Journey, type Step, step } from "../journey.ts";
import { callerOf } from "../network/ends.ts";
import { reachService } from "../network/reach.ts";
import { broken, held, type Outcome } from "../outcome.ts";
import { missing, type World } from "../world/world.ts";

/** What asks Prometheus before it acts: service, its namespace, and the Deployment that asks. */
const asking = [
  { service: keda, namespace: "keda", deployment: "keda-operator" },
  { service: argoRollouts, namespace: "argo-rollouts", deployment: "argo-rollouts" },
] as const;

/** Whether the pods of a controller reach Prometheus where the platform says that it is. */
function asksPrometheus(world: World, namespace: string, deployment: string): Outcome {
  const pod = world.pods.find(
    (candidate) => candidate.namespace === namespace && candidate.owner === `Deployment ${deployment}`,
  );
  if (!pod) return broken(missing(world, namespace, `Deployment ${deployment} of ${namespace}`));
  const { namespace: at, serves } = prometheus;
  return reachService(world, callerOf(world, pod), { namespace: at, ...serves });
}

/** Whether the metrics of pods and nodes, which autoscalers of cpu and memory read, are served. */
function resourceMetrics({ stack }: World): Outcome {
  const addon = stack
    .ofType("aws:eks/addon:Addon")
    .find((view) => view.at("addonName").text() === "metrics-server");
  const api = stack
    .ofType("kubernetes:apiregistration.k8s.io/v1:APIService")
    .find((view) => view.at("spec", "group").text() === "metrics.k8s.io");
  const found = addon ?? api;
  return found
    ? held("The metrics server answers for cpu and memory", found.urn)
    : broken("Nothing serves metrics.k8s.io");
}

const on = (service: AnyService, { environment }: World): boolean => isOn(service, environment);

/** What scales and rolls out by metrics can read them. */
export const autoscalers: Journey = {
  name: "autoscalers",
  title: "Autoscalers and rollouts read the metrics that they act on",
  user: "a team's service",
  steps: (world): Step[] => [
    ...(servicesOn(world.environment).length > 0 &&
    world.stack.ofType("kubernetes:autoscaling/v2:HorizontalPodAutoscaler").length > 0
      ? [step("Is scaled by cpu and memory", resourceMetrics)]
      : []),
    ...(on(prometheus, world)
      ? asking
          .filter(({ service }) => on(service, world))
          .map(({ service, namespace, deployment }) =>
            step(`${service.title} asks Prometheus`, () => asksPrometheus(world, namespace, deployment)),
          )
      : []),
  ],
};
