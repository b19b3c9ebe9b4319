import type { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { broken, decided, held, type Outcome } from "../outcome.ts";
import { type PlannedPod, placedIn } from "../world/pod.ts";
import { type AdmittedPod, admit } from "./admission.ts";
import { type Amounts, amount, described, sumOf, times } from "./amounts.ts";
import type { Cluster } from "./cluster.ts";
import { boundsOf } from "./limit-ranges.ts";
import { containerLimits, containerRequests, podLimits } from "./pod-requests.ts";

export const quotaType = "kubernetes:core/v1:ResourceQuota";

const computed = ["cpu", "memory", "ephemeral-storage"];

/** What a pod counts for in a ResourceQuota, by the names that `hard` has. */
function usageOf({ pod, requests, defaults, overhead }: AdmittedPod): Amounts {
  const limits = podLimits(pod.spec, defaults, overhead);
  return {
    pods: 1,
    "count/pods": 1,
    ...Object.fromEntries(computed.map((resource) => [resource, requests[resource] ?? 0])),
    ...Object.fromEntries(Object.entries(requests).map(([key, value]) => [`requests.${key}`, value])),
    ...Object.fromEntries(Object.entries(limits).map(([key, value]) => [`limits.${key}`, value])),
  };
}

const containersOf = (spec: Value): readonly Value[] => [
  ...spec.at("containers").list(),
  ...spec.at("initContainers").list(),
];

/** Whether no container asks for CPU or memory or has a limit of them. */
const isBestEffort = ({ pod, defaults }: AdmittedPod): boolean =>
  containersOf(pod.spec).every((container) =>
    ["cpu", "memory"].every((key) => (containerRequests(container, defaults)[key] ?? 0) === 0),
  );

/** Whether a pod is in one scope of a quota. */
function inScope(admitted: AdmittedPod, name: string, operator: string, values: readonly string[]): boolean {
  const { spec } = admitted.pod;
  const classed = spec.at("priorityClassName").text() ?? "";
  switch (name) {
    case "BestEffort":
      return isBestEffort(admitted);
    case "NotBestEffort":
      return !isBestEffort(admitted);
    case "Terminating":
      return spec.at("activeDeadlineSeconds").isSet;
    case "NotTerminating":
      return !spec.at("activeDeadlineSeconds").isSet;
    case "PriorityClass":
      if (operator === "Exists") return classed !== "";
      if (operator === "DoesNotExist") return classed === "";
      return values.includes(classed) === (operator === "In");
    default:
      return true;
  }
}

/** Whether a quota counts a pod: only those in all of its scopes. */
const countsPod = (quota: ResourceView, admitted: AdmittedPod): boolean =>
  quota
    .at("spec", "scopes")
    .texts()
    .every((scope) => inScope(admitted, scope, "Exists", [])) &&
  quota
    .at("spec", "scopeSelector", "matchExpressions")
    .list()
    .every((expression) =>
      inScope(
        admitted,
        expression.at("scopeName").text() ?? "",
        expression.at("operator").text() ?? "",
        expression.at("values").texts(),
      ),
    );

/** What a quota leaves no room for. */
function exceeded(quota: ResourceView, used: Amounts, added: Amounts): readonly string[] {
  return quota
    .at("spec", "hard")
    .entries()
    .flatMap(([key, value]) => {
      const hard = amount(key.replace(/^(requests|limits)\./, ""), value);
      const total = (used[key] ?? 0) + (added[key] ?? 0);
      if (hard === undefined || (added[key] ?? 0) === 0 || total <= hard) return [];
      return [
        `it needs ${described(key, total)} with what runs there, and the quota is ${described(key, hard)}`,
      ];
    });
}

/** CPU and memory that a quota bounds and a container of the pod does not state. */
function unstated(quota: ResourceView, { pod, defaults }: AdmittedPod): readonly string[] {
  return quota
    .at("spec", "hard")
    .keys()
    .flatMap((key) => {
      const [, of = "requests", resource = ""] = /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(key) ?? [];
      if (resource === "") return [];
      const stated = of === "limits" ? containerLimits : containerRequests;
      return containersOf(pod.spec).every((container) => (stated(container, defaults)[resource] ?? 0) > 0)
        ? []
        : [`its containers must state ${of}.${resource}, which the quota bounds`];
    });
}

/** What the LimitRanges of the namespace have against a pod. */
function outOfBounds(cluster: Cluster, { pod, defaults }: AdmittedPod): readonly string[] {
  const bounds = boundsOf(cluster.stack, pod.namespace).filter(({ of }) => of === "Container");
  return containersOf(pod.spec).flatMap((container) =>
    bounds.flatMap(({ min, max }) => [
      ...Object.entries(max).flatMap(([key, most]) => {
        const limit = containerLimits(container, defaults)[key];
        const asked = limit ?? Number.POSITIVE_INFINITY;
        return asked > most
          ? [
              `a container has a limit of ${limit === undefined ? `no ${key}` : described(key, limit)}, and ${described(key, most)} is allowed`,
            ]
          : [];
      }),
      ...Object.entries(min).flatMap(([key, least]) => {
        const asked = containerRequests(container, defaults)[key] ?? 0;
        return asked < least
          ? [`a container asks for ${described(key, asked)}, and ${described(key, least)} is the least`]
          : [];
      }),
    ]),
  );
}

/**
 * Whether the quotas and bounds of a namespace let pods in beside those of the plan that are there at the least.
 *
 * @param count How many pods of this kind. Default: 1.
 */
export const quotaAllows = (cluster: Cluster, pod: PlannedPod, count = 1): Outcome =>
  decided(() => {
    const admitted = admit(cluster.stack, pod);
    const quotas = cluster.stack
      .ofType(quotaType)
      .filter((quota) => placedIn(quota) === pod.namespace && countsPod(quota, admitted));
    const others = cluster.pods
      .filter((other) => other.namespace === pod.namespace && other !== pod && other.replicas !== undefined)
      .map((other) => admit(cluster.stack, other));
    const added = times(usageOf(admitted), count);
    const problems = [
      ...outOfBounds(cluster, admitted),
      ...quotas.flatMap((quota) => {
        const used = sumOf(
          others
            .filter((other) => countsPod(quota, other))
            .map((other) => times(usageOf(other), other.pod.replicas ?? 0)),
        );
        return [...unstated(quota, admitted), ...exceeded(quota, used, added)];
      }),
    ];
    const [first] = quotas;
    return problems.length === 0
      ? held(`namespace ${pod.namespace} has room for ${count} of ${pod.owner}`)
      : broken(
          `namespace ${pod.namespace} refuses ${pod.owner}: ${problems.join("; ")}`,
          first?.urn ?? pod.urn,
        );
  });
