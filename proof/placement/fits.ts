import { attempt } from "@aip/common/three-valued.ts";
import { broken, decided, held, type Outcome } from "../outcome.ts";
import type { PlannedPod } from "../world/pod.ts";
import { type AdmittedPod, admit } from "./admission.ts";
import { type Amounts, described, minus, shortages, sumOf } from "./amounts.ts";
import type { Cluster } from "./cluster.ts";
import { mostNodes, type NodeShape, type PlannedPool } from "./node-pool.ts";
import { notAllowed } from "./not-allowed.ts";

/**
 * What is free on a node of a shape on which nothing but its agents runs.
 *
 * @param except A pod that is not counted among the agents, because it is asked about. Default: none.
 * @param certain Whether only those agents are counted that run there for certain. Default: all that may.
 */
export const freeOn = (
  cluster: Cluster,
  pool: PlannedPool,
  shape: NodeShape,
  { except, certain = false }: { readonly except?: PlannedPod; readonly certain?: boolean } = {},
): Amounts =>
  minus(
    shape.allocatable,
    sumOf(
      cluster
        .agents(pool, shape)
        .filter(({ admitted, unknown }) => admitted.pod !== except && !(certain && unknown))
        .map(({ admitted }) => admitted.requests),
    ),
  );

/** The resources that are short, whichever agents run; throws `UnknownValue` where it hangs on which do. */
function short(
  cluster: Cluster,
  admitted: AdmittedPod,
  pool: PlannedPool,
  shape: NodeShape,
): { readonly resources: readonly string[]; readonly free: Amounts } {
  const except = admitted.pod;
  const free = freeOn(cluster, pool, shape, { except, certain: true });
  const resources = shortages(admitted.requests, free);
  const atWorst = shortages(admitted.requests, freeOn(cluster, pool, shape, { except }));
  const unknown = cluster.agents(pool, shape).find((agent) => agent.unknown)?.unknown;
  if (resources.length === 0 && atWorst.length > 0 && unknown) throw unknown;
  return { resources, free };
}

/** Why a pod does not fit on an otherwise empty node of a shape; empty where it does. */
export function misfits(
  cluster: Cluster,
  admitted: AdmittedPod,
  pool: PlannedPool,
  shape: NodeShape,
): readonly string[] {
  const refused = notAllowed(admitted, pool, shape);
  const { value: lack, unknown } = attempt(() => short(cluster, admitted, pool, shape));
  if (unknown && refused.length === 0) throw unknown;
  return [
    ...refused,
    ...(lack?.resources ?? []).map(
      (resource) =>
        `asks for ${described(resource, admitted.requests[resource] ?? 0)}, of which a ${shape.type.name} has ` +
        `${described(resource, Math.max(0, lack?.free[resource] ?? 0))} free`,
    ),
    ...(mostNodes(pool, shape) < 1
      ? [`finds no node: the limits of the pool do not allow a ${shape.type.name}`]
      : []),
  ];
}

/** The shapes of a pool that a pod fits on. */
export const fittingShapes = (
  cluster: Cluster,
  admitted: AdmittedPod,
  pool: PlannedPool,
): readonly NodeShape[] =>
  pool.shapes.filter((shape) => misfits(cluster, admitted, pool, shape).length === 0);

/** Whether a pod fits on an otherwise empty node of a pool; if not, why. */
export const fitsPool = (cluster: Cluster, pod: PlannedPod, pool: PlannedPool): Outcome =>
  decided(() => {
    if (pool.unknown !== undefined) {
      return { verdict: "undecided", reason: `pool ${pool.name}: ${pool.unknown}`, place: pool.urn };
    }
    const admitted = admit(cluster.stack, pod);
    const tried = pool.shapes.map((shape) => ({ shape, reasons: misfits(cluster, admitted, pool, shape) }));
    const types = new Set(
      tried.flatMap(({ shape, reasons }) => (reasons.length === 0 ? shape.type.name : [])),
    );
    if (types.size > 0) {
      return held(`${pod.owner} fits on pool ${pool.name} (${[...types].join(", ")})`, pool.urn);
    }
    const nearest = tried.toSorted((a, b) => a.reasons.length - b.reasons.length)[0];
    const reasons = nearest?.reasons ?? ["finds no instance type in it"];
    return broken(`${pod.owner} does not fit on pool ${pool.name}: it ${reasons.join("; it ")}`, pod.urn);
  });
