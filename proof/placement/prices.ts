import { attempt } from "@aip/common/three-valued.ts";
import { ec2Price, hoursPerMonth } from "@aip/pricing/index.ts";
import type { PlannedPod } from "../world/pod.ts";
import { type AdmittedPod, admit } from "./admission.ts";
import type { Cluster } from "./cluster.ts";
import { fittingShapes, freeOn } from "./fits.ts";
import type { NodeShape, PlannedPool } from "./node-pool.ts";

/** USD a month of a node on demand; undefined where the price is not known. */
export function nodeUsd({ type, labels }: NodeShape): number | undefined {
  const hour = ec2Price(labels["topology.kubernetes.io/region"] ?? "", type.name)?.usd;
  return hour === undefined ? undefined : hour * hoursPerMonth;
}

/** What a pod costs where it fits at the least. */
export interface PodPrice {
  readonly pod: PlannedPod;
  /** USD a month of all its replicas. */
  readonly monthlyUsd: number;
  /** The instance type it is counted on. */
  readonly type: string;
}

const accelerators = ["nvidia.com/gpu", "aws.amazon.com/neuron", "aws.amazon.com/neuroncore"];

/** The part of a node that a pod takes: of its accelerators, else of CPU or memory, whichever is more. */
function shareOf(
  cluster: Cluster,
  { requests, pod }: AdmittedPod,
  pool: PlannedPool,
  shape: NodeShape,
): number {
  const free = freeOn(cluster, pool, shape, { except: pod });
  const part = (resource: string): number =>
    (requests[resource] ?? 0) / (free[resource] ?? Number.POSITIVE_INFINITY);
  const devices = Math.max(...accelerators.map(part));
  return devices > 0 ? devices : Math.max(part("cpu"), part("memory"));
}

/**
 * What a pod costs: its share of the on-demand node that is cheapest for it. Spot, and what stays empty on a node, are not in
 * it. Undefined where it runs on each node, or fits nowhere, or a price is not known.
 */
export function podPrice(cluster: Cluster, pod: PlannedPod): PodPrice | undefined {
  const { replicas } = pod;
  if (replicas === undefined) return undefined;
  const { value: prices = [] } = attempt(() => {
    const admitted = admit(cluster.stack, pod);
    return cluster.pools.flatMap((pool) =>
      fittingShapes(cluster, admitted, pool).flatMap((shape) => {
        const usd = nodeUsd(shape);
        return usd === undefined
          ? []
          : [{ type: shape.type.name, usd: usd * shareOf(cluster, admitted, pool, shape) }];
      }),
    );
  });
  const cheapest = prices.toSorted((a, b) => a.usd - b.usd)[0];
  return cheapest && { pod, monthlyUsd: cheapest.usd * replicas, type: cheapest.type };
}

/** USD a month of the pods of each namespace that run all the time. */
export function namespacePrices(cluster: Cluster): ReadonlyMap<string, number> {
  const prices = new Map<string, number>();
  for (const pod of cluster.pods.filter(runsAlways)) {
    const price = podPrice(cluster, pod)?.monthlyUsd ?? 0;
    prices.set(pod.namespace, (prices.get(pod.namespace) ?? 0) + price);
  }
  return prices;
}

/** Whether a pod is there all the time: not that of a job. */
export const runsAlways = ({ kind }: PlannedPod): boolean => kind !== "Job" && kind !== "CronJob";
