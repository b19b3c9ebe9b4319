import { type Analysis, type Grouping, groupBy } from "./analysis.ts";

export interface ComparedGroup {
  readonly key: string;
  /** What it costs in each of the environments, in their order; 0 where an environment has none of it. */
  readonly monthlyUsd: readonly number[];
}

/** Several analyses side by side, the dearest group of the first one first. */
export function compareBy(analyses: readonly Analysis[], by: Grouping): ComparedGroup[] {
  const grouped = analyses.map(
    ({ lines }) => new Map(groupBy(lines, by).map((group) => [group.key, group.monthlyUsd])),
  );
  const keys = [...new Set(grouped.flatMap((groups) => [...groups.keys()]))];
  return keys
    .map((key) => ({ key, monthlyUsd: grouped.map((groups) => groups.get(key) ?? 0) }))
    .sort((a, b) => sum(b.monthlyUsd) - sum(a.monthlyUsd));
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
