import { urnName } from "@aip/common/urn.ts";
import { chartType } from "@aip/sandbox/charts/open.ts";
import type { PlanLayer } from "../plan/file.ts";

/** Two plans as far as both have the same charts open. */
export interface Alike {
  readonly before: readonly PlanLayer[];
  readonly after: readonly PlanLayer[];
  /** Names of the charts whose objects only one of the plans has. */
  readonly uneven: readonly string[];
  /** URNs of the objects that were left out. */
  readonly left: ReadonlySet<string>;
}

const resourcesOf = (layers: readonly PlanLayer[]) => layers.flatMap(({ resources }) => resources);

/**
 * Leaves out the objects of charts that are in both plans and open in one of them only: that a chart was opened is no change
 * of the environment.
 */
export function alike(before: readonly PlanLayer[], after: readonly PlanLayer[]): Alike {
  const [old, now] = [resourcesOf(before), resourcesOf(after)];
  const [oldParents, nowParents] = [old, now].map((all) => new Set(all.map(({ parent }) => parent)));
  const known = new Set(old.map(({ urn }) => urn));
  const uneven = now
    .filter(({ urn, type }) => type === chartType && known.has(urn))
    .map(({ urn }) => urn)
    .filter((urn) => oldParents?.has(urn) !== nowParents?.has(urn));
  if (uneven.length === 0) return { before, after, uneven: [], left: new Set() };
  const charts = new Set(uneven);
  const even = (layers: readonly PlanLayer[]) =>
    layers.map((layer) => ({
      ...layer,
      resources: layer.resources.filter(({ parent }) => !charts.has(parent)),
    }));
  const left = [...old, ...now].filter(({ parent }) => charts.has(parent)).map(({ urn }) => urn);
  return { before: even(before), after: even(after), uneven: uneven.map(urnName), left: new Set(left) };
}
