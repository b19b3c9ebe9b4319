import type { Violation } from "@aip/policies/api.ts";
import type { Loss } from "@aip/policies/rule.ts";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import type { Plan, PlanLayer, PlanResource } from "../plan/file.ts";
import { alike } from "./charts.ts";
import { holdsData } from "./data.ts";

export type Operation = "create" | "update" | "replace" | "delete";

export interface Change {
  readonly operation: Operation;
  readonly layer: string;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The inputs that differ. */
  readonly properties: readonly string[];
  /** Those of them that make it a replacement. */
  readonly replacing: readonly string[];
  /** Change of the price in US dollars a month; null where either price is unknown. */
  readonly deltaUsd: number | null;
  /** Whether data is lost unless it was saved: the resource stores some, and is replaced or deleted. */
  readonly losesData: boolean;
}

export interface LayerDelta {
  readonly layer: string;
  readonly beforeUsd: number;
  readonly afterUsd: number;
}

/** What two plans of an environment differ in. */
export interface Comparison {
  readonly environment: string;
  readonly changes: readonly Change[];
  readonly layers: readonly LayerDelta[];
  readonly deltaUsd: number;
  /** Violations the later plan has and the earlier has not. */
  readonly introduced: readonly Violation[];
  readonly resolved: readonly Violation[];
  /** Charts that are open in one of the plans only, whose objects are not compared. */
  readonly unevenCharts: readonly string[];
  /** Outputs of layers that were added or removed, as `layer.key`. */
  readonly contract: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

/** Compares two plans. The comparison of a plan with itself is empty. */
export function compare(before: Plan, after: Plan): Comparison {
  const { uneven, left } = alike(before.layers, after.layers);
  const compared = ({ violations }: Plan) => violations.filter(({ urn }) => !left.has(urn));
  return {
    environment: after.environment,
    changes: changesOf(before.layers, after.layers, after.region),
    layers: layerDeltas(before, after),
    deltaUsd: after.monthlyUsd - before.monthlyUsd,
    introduced: without(compared(after), compared(before)),
    resolved: without(compared(before), compared(after)),
    unevenCharts: uneven,
    contract: contractChanges(before, after),
  };
}

/** What holds data and is lost on the way from one to the other, as rules know it. */
export const losses = (
  before: readonly PlanLayer[],
  after: readonly PlanLayer[],
  region: string,
): readonly Loss[] =>
  changesOf(before, after, region)
    .filter(({ losesData }) => losesData)
    .map(({ urn, operation, replacing }) => {
      if (operation === "delete") return { urn, how: "deleted" };
      return {
        urn,
        how: `replaced, because ${replacing.join(", ")} ${replacing.length === 1 ? "changes" : "change"}`,
      };
    });

function changesOf(
  before: readonly PlanLayer[],
  after: readonly PlanLayer[],
  region: string,
): readonly Change[] {
  const cloud = simulatedCloud({ region });
  const even = alike(before, after);
  const old = resourcesOf(even.before);
  const now = resourcesOf(even.after);
  const changes: Change[] = [];
  for (const [urn, { layer, resource }] of now) {
    const earlier = old.get(urn)?.resource;
    if (!earlier) {
      changes.push(change("create", layer, resource, resource.monthlyUsd));
      continue;
    }
    if (!resource.custom) continue;
    const { changed, replaced } = differences(cloud, earlier, resource);
    if (changed.length === 0) continue;
    const operation = replaced.length > 0 ? "replace" : "update";
    changes.push(change(operation, layer, resource, difference(earlier, resource), changed, replaced));
  }
  for (const [urn, { layer, resource }] of old) {
    if (!now.has(urn)) changes.push(change("delete", layer, resource, negated(resource.monthlyUsd)));
  }
  return changes.filter(({ type }) => type !== "pulumi:pulumi:Stack").toSorted(byWeight);
}

const resourcesOf = (layers: readonly PlanLayer[]) =>
  new Map(
    layers.flatMap(({ name, resources }) =>
      resources.map((resource) => [resource.urn, { layer: name, resource }] as const),
    ),
  );

/** Which inputs differ, and which of them replace the resource: as the provider would decide. */
function differences(
  cloud: ReturnType<typeof simulatedCloud>,
  before: PlanResource,
  after: PlanResource,
): { readonly changed: readonly string[]; readonly replaced: readonly string[] } {
  if (after.type.startsWith("pulumi:")) return { changed: [], replaced: [] };
  return cloud.diff(after.type, after.urn, before.inputs as Properties, after.inputs as Properties);
}

function change(
  operation: Operation,
  layer: string,
  resource: PlanResource,
  deltaUsd: number | null,
  properties: readonly string[] = [],
  replacing: readonly string[] = [],
): Change {
  const losesData = (operation === "replace" || operation === "delete") && holdsData(resource.type);
  return {
    operation,
    layer,
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    properties,
    replacing,
    deltaUsd,
    losesData,
  };
}

const difference = (before: PlanResource, after: PlanResource): number | null =>
  before.monthlyUsd === null || after.monthlyUsd === null ? null : after.monthlyUsd - before.monthlyUsd;

const negated = (amount: number | null): number | null => (amount === null ? null : -amount);

const weights: Readonly<Record<Operation, number>> = { delete: 1, replace: 2, update: 3, create: 4 };

/** What loses data first, then by how hard it is to take back. */
const byWeight = (one: Change, other: Change): number =>
  Number(other.losesData) - Number(one.losesData) ||
  weights[one.operation] - weights[other.operation] ||
  one.urn.localeCompare(other.urn);

function layerDeltas(before: Plan, after: Plan): LayerDelta[] {
  const names = new Set([...before.layers, ...after.layers].map(({ name }) => name));
  const price = (plan: Plan, layer: string) =>
    plan.layers.find(({ name }) => name === layer)?.monthlyUsd ?? 0;
  return [...names].map((layer) => ({
    layer,
    beforeUsd: price(before, layer),
    afterUsd: price(after, layer),
  }));
}

function without(some: readonly Violation[], others: readonly Violation[]): Violation[] {
  const key = ({ policy, urn, message, waiver }: Violation) =>
    JSON.stringify([policy, urn, message, waiver !== null]);
  const known = new Set(others.map(key));
  return some.filter((violation) => !known.has(key(violation)));
}

function contractChanges(before: Plan, after: Plan): Comparison["contract"] {
  const keys = (plan: Plan) =>
    new Set(plan.layers.flatMap(({ name, outputs }) => Object.keys(outputs).map((key) => `${name}.${key}`)));
  const old = keys(before);
  const now = keys(after);
  return {
    added: [...now].filter((key) => !old.has(key)),
    removed: [...old].filter((key) => !now.has(key)),
  };
}
