import { selects } from "@aip/common/kubernetes/selectors.ts";
import { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { broken, decided, held, type Outcome } from "../outcome.ts";
import type { PlannedPod } from "../world/pod.ts";
import { type AdmittedPod, admit } from "./admission.ts";
import { type Amounts, described, plus, times } from "./amounts.ts";
import type { Cluster } from "./cluster.ts";
import { flavorMismatch } from "./kueue-flavors.ts";
import { clusterQueue, excludedPrefixes, localQueue, potential, resourceFlavor } from "./kueue-objects.ts";
import type { PlannedPool } from "./node-pool.ts";
import { placesReplicas } from "./replicas.ts";

/** Pods of one kind that a job has. */
export interface PodSet {
  readonly pod: PlannedPod;
  readonly count: number;
}

/** A job that waits in a queue until all of its pods can be admitted. */
export interface QueuedJob {
  readonly namespace: string;
  /** Name of the LocalQueue in that namespace. */
  readonly queue: string;
  readonly podSets: readonly PodSet[];
}

/** What a pod asks Kueue for. */
function countedRequests(cluster: Cluster, { requests }: AdmittedPod, queue: ResourceView): Amounts {
  const excluded = excludedPrefixes(cluster.stack);
  const covered = queue
    .at("spec", "resourceGroups")
    .list()
    .flatMap((group) => group.at("coveredResources").texts());
  return Object.fromEntries(
    Object.entries(requests).filter(
      ([resource, asked]) =>
        asked > 0 &&
        !excluded.some((prefix) => resource.startsWith(prefix)) &&
        (resource !== "pods" || covered.includes("pods")),
    ),
  );
}

/** The first flavor of a group that has a pod set's labels and quota, as Kueue takes it; else why none has. */
function chooseFlavor(
  cluster: Cluster,
  queue: ResourceView,
  group: Value,
  {
    pod,
    admitted,
    asked,
    used,
  }: { pod: PlannedPod; admitted: AdmittedPod; asked: Amounts; used: Map<string, Amounts> },
): { readonly flavor?: ResourceView; readonly name: string; readonly reasons: readonly string[] } {
  const reasons: string[] = [];
  for (const each of group.at("flavors").list()) {
    const name = each.at("name").text() ?? "";
    const flavor = resourceFlavor(cluster.stack, name);
    if (!flavor) {
      reasons.push(`flavor ${name} is not in the plan`);
      continue;
    }
    const mismatch = flavorMismatch(cluster, queue, flavor, admitted);
    if (mismatch !== undefined) {
      reasons.push(`flavor ${name} ${mismatch}`);
      continue;
    }
    const total = plus(used.get(name) ?? {}, asked);
    const short = Object.keys(asked).find(
      (resource) => (total[resource] ?? 0) > potential(cluster.stack, queue, name, resource),
    );
    if (short === undefined) return { flavor, name, reasons };
    reasons.push(
      `flavor ${name} has ${described(short, potential(cluster.stack, queue, name, short))} for the queue, ` +
        `and ${pod.owner} needs ${described(short, total[short] ?? 0)}`,
    );
  }
  return { name: "", reasons };
}

/** A pod as Kueue lets it go: it selects the nodes of its flavors and tolerates their taints. */
function released(pod: PlannedPod, flavors: readonly ResourceView[]): PlannedPod {
  const spec = pod.spec.raw() as Record<string, unknown>;
  const of = (key: string) => flavors.map((flavor) => flavor.at("spec", key));
  const nodeLabels = Object.assign({}, ...of("nodeLabels").map((labels) => labels.raw() ?? {}));
  const tolerations = of("tolerations").flatMap((list) => list.list().map((each) => each.raw()));
  return {
    ...pod,
    spec: Value.of(
      {
        ...spec,
        nodeSelector: { ...(spec.nodeSelector as object | undefined), ...nodeLabels },
        tolerations: [...((spec.tolerations as unknown[] | undefined) ?? []), ...tolerations],
      },
      pod.spec.path,
    ),
  };
}

/** By a topology Kueue places pods on nodes that are there, so that Karpenter is never asked for any. */
const poolsOf = ({ pools }: Cluster, flavors: readonly ResourceView[]): readonly PlannedPool[] =>
  flavors.some((flavor) => flavor.at("spec", "topologyName").isSet)
    ? pools.filter(({ desired }) => desired !== undefined)
    : pools;

/**
 * Whether Kueue admits a job while the queues of its cohort are idle, and its pods then find nodes. Kueue knows quota, labels
 * and taints of its flavors; only where a flavor names a topology does it look at nodes. As Kueue 0.19 does it:
 * https://kueue.sigs.k8s.io/docs/concepts/, pkg/scheduler/flavorassigner, read 2026-11-24.
 */
export const kueueAdmits = (cluster: Cluster, job: QueuedJob): Outcome =>
  decided(() => {
    const { stack, namespaces } = cluster;
    const [first] = job.podSets;
    const local = localQueue(stack, job.namespace, job.queue);
    if (!local) return broken(`namespace ${job.namespace} has no LocalQueue ${job.queue}`, first?.pod.urn);
    const queue = clusterQueue(stack, local.at("spec", "clusterQueue").text());
    if (!queue) {
      return broken(`LocalQueue ${job.queue} leads to no ClusterQueue of the plan`, local.urn);
    }
    const queueName = queue.at("metadata", "name").text();
    const selector = queue.at("spec", "namespaceSelector");
    const labels = Value.of(namespaces.get(job.namespace) ?? {});
    // Without a selector it takes jobs of no namespace.
    if (selector.isAbsent || !selects(selector, labels)) {
      return broken(`ClusterQueue ${queueName} takes no jobs of namespace ${job.namespace}`, queue.urn);
    }
    const used = new Map<string, Amounts>();
    const chosen: string[] = [];
    for (const { pod, count } of job.podSets) {
      const admitted = admit(stack, pod);
      const requests = times(countedRequests(cluster, admitted, queue), count);
      const groups = queue.at("spec", "resourceGroups").list();
      const covers = (group: Value, resource: string) =>
        group.at("coveredResources").texts().includes(resource);
      const uncovered = Object.keys(requests).filter(
        (resource) => !groups.some((group) => covers(group, resource)),
      );
      if (uncovered.length > 0) {
        return broken(
          `ClusterQueue ${queueName} covers no ${uncovered.join(", ")}, so that Kueue never admits ${pod.owner}, which asks for it`,
          queue.urn,
        );
      }
      const flavors: ResourceView[] = [];
      for (const group of groups) {
        const asked = Object.fromEntries(
          Object.entries(requests).filter(([resource]) => covers(group, resource)),
        );
        if (Object.keys(asked).length === 0) continue;
        const { flavor, name, reasons } = chooseFlavor(cluster, queue, group, { pod, admitted, asked, used });
        if (!flavor) {
          return broken(
            `ClusterQueue ${queueName} has no flavor for ${pod.owner}: ${reasons.join("; ")}`,
            queue.urn,
          );
        }
        used.set(name, plus(used.get(name) ?? {}, asked));
        flavors.push(flavor);
        chosen.push(name);
      }
      const placed = placesReplicas(cluster, released(pod, flavors), count, poolsOf(cluster, flavors));
      if (placed.verdict !== "held") {
        return {
          ...placed,
          reason: `Kueue admits ${pod.owner} to ${chosen.join(", ")}, and then ${placed.reason}`,
        };
      }
    }
    return held(
      `Kueue admits the job through ${queueName} to ${[...new Set(chosen)].join(", ")}, and its pods fit there`,
    );
  });
