import { signed } from "../output/money.ts";
import { countOf, firstOf } from "../output/names.ts";
import type { Comparison, Operation } from "./compare.ts";

/** What has happened to a resource, by what is done to it. */
export const words: Readonly<Record<Operation, string>> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
};

/** A change of a price; null where it is not known. */
export const priceChange = (amount: number | null): string => (amount === null ? "no price" : signed(amount));

const anything = (comparison: Comparison): boolean =>
  comparison.changes.length + comparison.introduced.length + comparison.resolved.length > 0 ||
  comparison.contract.added.length + comparison.contract.removed.length > 0 ||
  Math.abs(comparison.deltaUsd) >= 0.005;

/** How much changes, in one sentence. */
export function counts(comparison: Comparison): string {
  if (!anything(comparison)) return "Nothing changes.";
  const number = (operation: Operation) =>
    comparison.changes.filter((change) => change.operation === operation).length;
  const parts = (Object.keys(words) as Operation[]).map(
    (operation) => `${number(operation)} ${words[operation]}`,
  );
  return `${parts.join(", ")}; ${signed(comparison.deltaUsd)} a month.`;
}

/** What was not compared, in one sentence; empty where everything was. */
export const notCompared = ({ unevenCharts: charts }: Comparison): string =>
  charts.length === 0
    ? ""
    : `Not compared: the objects of ${countOf(charts.length, "chart")} of which only one of the two plans has them: ${firstOf(charts)}.`;

/** The layers whose price changes. */
export const dearerOrCheaper = ({ layers }: Comparison): Comparison["layers"] =>
  layers.filter(({ beforeUsd, afterUsd }) => Math.abs(afterUsd - beforeUsd) >= 0.005);

/** The rules that a change of this resource newly breaks. */
export const newlyBroken = ({ introduced }: Comparison, urn: string): readonly string[] => [
  ...new Set(introduced.filter((found) => found.urn === urn).map(({ policy }) => policy)),
];
