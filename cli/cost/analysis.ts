import { urnProject } from "@aip/common/urn.ts";
import { type Gap, type PriceItem, priceResources, unmatchedUsage } from "@aip/pricing/index.ts";
import type { Usage } from "@aip/pricing/usage/usage.ts";
import type { Plan } from "../plan/file.ts";
import { policyResources } from "../plan/policy-resources.ts";
import { tagsOf } from "./tags.ts";

/** One line of the bill of an environment. */
export interface CostLine extends PriceItem {
  readonly layer: string;
  readonly urn: string;
  readonly name: string;
  /** Tags of the resource; tags of the environment where it has none of its own. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface Analysis {
  readonly environment: string;
  readonly lines: readonly CostLine[];
  readonly monthlyUsd: number;
  readonly maximumUsd: number;
  /** What is paid by the hour whether it is used or not. */
  readonly fixedUsd: number;
  /** What rests on figures that are not exact (grade C). */
  readonly inexactUsd: number;
  readonly unpriced: readonly Gap[];
  /** Usage that is given for something that is not there, by its path. */
  readonly unmatched: readonly string[];
}

export interface AnalysisOptions {
  readonly usage?: Partial<Usage> | undefined;
  /** Tags of everything in the environment. Default: none. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Day the prices are of. Default: today. */
  readonly today?: string;
}

/** Prices the resources of a plan line by line. */
export function analyse(plan: Plan, { usage, tags = {}, today }: AnalysisOptions = {}): Analysis {
  const resources = policyResources(
    plan.layers.flatMap((layer) => layer.resources),
    plan.region,
  );
  const report = priceResources(resources, {
    region: plan.region,
    usage,
    ...(today === undefined ? {} : { today }),
  });
  const lines = resources.flatMap((resource) =>
    (report.byUrn.get(resource.urn)?.items ?? []).map((item) => ({
      ...item,
      layer: urnProject(resource.urn),
      urn: resource.urn,
      name: resource.name,
      tags: { ...tags, ...tagsOf(resource) },
    })),
  );
  const sum = (chosen: readonly CostLine[]) =>
    chosen.reduce((total, line) => total + (line.monthlyUsd ?? 0), 0);
  return {
    environment: plan.environment,
    lines,
    monthlyUsd: report.monthlyUsd,
    maximumUsd: report.maximumUsd,
    fixedUsd: sum(lines.filter(({ kind }) => kind === "fixed")),
    inexactUsd: sum(lines.filter(({ grade }) => grade === "C")),
    unpriced: report.unpriced,
    unmatched: unmatchedUsage(resources, usage),
  };
}

/** What lines are grouped by: `tag:` is followed by the name of a tag. */
export type Grouping = "layer" | "service" | "team" | "resource" | `tag:${string}`;

export interface Group {
  readonly key: string;
  readonly monthlyUsd: number;
  readonly maximumUsd: number;
  /** Whether something in the group has no price, or no bound. */
  readonly incomplete: boolean;
}

/** The key of lines that carry no such tag. */
export const untagged = "(none)";

const keyOf = (line: CostLine, by: Grouping): string => {
  if (by === "layer") return line.layer;
  if (by === "service") return line.service;
  if (by === "resource") return `${line.layer}/${line.name}`;
  return line.tags[by === "team" ? "Owner" : by.slice("tag:".length)] ?? untagged;
};

/** The lines added up by what they have in common, the dearest group first. */
export function groupBy(lines: readonly CostLine[], by: Grouping): Group[] {
  const groups = new Map<string, { monthlyUsd: number; maximumUsd: number; incomplete: boolean }>();
  for (const line of lines) {
    const key = keyOf(line, by);
    const group = groups.get(key) ?? { monthlyUsd: 0, maximumUsd: 0, incomplete: false };
    group.monthlyUsd += line.monthlyUsd ?? 0;
    group.maximumUsd += line.maximumUsd ?? 0;
    group.incomplete ||= line.monthlyUsd === null || line.maximumUsd === null;
    groups.set(key, group);
  }
  return [...groups]
    .map(([key, group]) => ({ key, ...group }))
    .sort((a, b) => b.monthlyUsd - a.monthlyUsd || (a.key < b.key ? -1 : 1));
}
