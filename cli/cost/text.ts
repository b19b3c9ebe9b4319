import { signed, usd } from "../output/money.ts";
import { paint } from "../output/palette.ts";
import { type Column, table } from "../output/table.ts";
import { type Analysis, type Group, type Grouping, groupBy } from "./analysis.ts";
import { compareBy } from "./compare.ts";
import type { ForecastMonth } from "./forecast.ts";

const right = { align: "right" } as const;

const titles: Readonly<Record<string, string>> = {
  layer: "Layer",
  service: "Service",
  team: "Team",
  resource: "Resource",
};

const titleOf = (by: Grouping): string => titles[by] ?? by.slice("tag:".length);

/** What does not fit on a screen is added up in a last line. */
const longest = 15;

/** The groups of an analysis as a table: expected, at maximum, and the part of the whole. */
export function groupTable(analysis: Analysis, by: Grouping): string {
  const groups = groupBy(analysis.lines, by).filter(
    ({ monthlyUsd, maximumUsd, incomplete }) => monthlyUsd > 0 || maximumUsd > 0 || incomplete,
  );
  // What may become dear is shown, however little of it is expected.
  const large = analysis.maximumUsd / 50;
  const shown = groups.filter(({ maximumUsd }, index) => index < longest || maximumUsd > large);
  const hidden = groups.filter((group) => !shown.includes(group));
  return table(
    [
      { title: titleOf(by) },
      { title: "USD/month", ...right },
      { title: "At most", ...right },
      { title: "Part", ...right },
    ],
    [...shown, ...(hidden.length > 0 ? [rest(hidden)] : [])].map((group) => [
      group.key,
      amount(group.monthlyUsd, group.incomplete),
      amount(group.maximumUsd, group.incomplete),
      share(group.monthlyUsd, analysis.monthlyUsd),
    ]),
  );
}

const rest = (groups: readonly Group[]): Group => ({
  key: `${groups.length} others`,
  monthlyUsd: groups.reduce((sum, group) => sum + group.monthlyUsd, 0),
  maximumUsd: groups.reduce((sum, group) => sum + group.maximumUsd, 0),
  incomplete: groups.some(({ incomplete }) => incomplete),
});

/** A plus says that something in the sum has no price. */
const amount = (value: number, incomplete: boolean): string => `${usd(value)}${incomplete ? "+" : ""}`;

const share = (part: number, whole: number): string =>
  whole === 0 ? "" : `${Math.round((part / whole) * 100)} %`;

/** Totals against the budget, what they rest on, and what they leave out. */
export function totals(analysis: Analysis, budgetUsd: number): string {
  const { monthlyUsd, maximumUsd, fixedUsd, inexactUsd, unpriced, unmatched } = analysis;
  const over = monthlyUsd > budgetUsd ? paint("bad", "OVER BUDGET") : paint("good", "within budget");
  return [
    `Expected ${usd(monthlyUsd)} a month of ${usd(budgetUsd)} (${share(monthlyUsd, budgetUsd)}): ${over}`,
    `At most  ${usd(maximumUsd)} a month, with every group of nodes at its limit and on demand`,
    `Fixed    ${usd(fixedUsd)}; the other ${usd(monthlyUsd - fixedUsd)} follow the usage in platform:usage`,
    ...(inexactUsd > 0
      ? [`Not exact ${usd(inexactUsd)}: their figures have one public source or several that differ`]
      : []),
    ...unmatched.map((path) => `platform:usage.${path} is given, and there is no such resource`),
    ...(unpriced.length > 0 ? ["No price, or not all of it:", ...unpriced.map(gap)] : []),
  ].join("\n");
}

const gap = ({ type, count, reasons }: Analysis["unpriced"][number]): string =>
  `  ${count} ${type}: ${reasons.slice(0, 3).join("; ")}${reasons.length > 3 ? "; …" : ""}`;

/** A change as text: what it costs before, after, and by group. */
export function changeTable(before: Analysis, after: Analysis, by: Grouping): string {
  const rows = compareBy([before, after], by)
    .map(({ key, monthlyUsd: [from = 0, to = 0] }) => ({ key, from, to }))
    .filter(({ from, to }) => Math.abs(to - from) >= 0.005);
  if (rows.length === 0) return "The change costs nothing and saves nothing.";
  const total = after.monthlyUsd - before.monthlyUsd;
  return table(
    [
      { title: titleOf(by) },
      { title: "Before", ...right },
      { title: "After", ...right },
      { title: "Change", ...right },
    ],
    [
      ...rows.map(({ key, from, to }) => [key, usd(from), usd(to), signed(to - from)]),
      ["Total", usd(before.monthlyUsd), usd(after.monthlyUsd), signed(total)],
      [
        "At most",
        usd(before.maximumUsd),
        usd(after.maximumUsd),
        signed(after.maximumUsd - before.maximumUsd),
      ],
    ],
  );
}

/** Environments side by side. */
export function comparisonTable(analyses: readonly Analysis[], by: Grouping): string {
  const columns: Column[] = [
    { title: titleOf(by) },
    ...analyses.map(({ environment }) => ({ title: environment, ...right })),
  ];
  return table(columns, [
    ...compareBy(analyses, by).map(({ key, monthlyUsd }) => [key, ...monthlyUsd.map((value) => usd(value))]),
    ["Total", ...analyses.map(({ monthlyUsd }) => usd(monthlyUsd))],
    ["At most", ...analyses.map(({ maximumUsd }) => usd(maximumUsd))],
  ]);
}

/** The coming months. */
export const forecastTable = (months: readonly ForecastMonth[]): string =>
  table(
    [
      { title: "Month" },
      { title: "Fixed", ...right },
      { title: "Usage", ...right },
      { title: "Total", ...right },
      { title: "Sum", ...right },
    ],
    months.map(({ month, fixedUsd, usageUsd, totalUsd, sumUsd }) => [
      month,
      usd(fixedUsd),
      usd(usageUsd),
      usd(totalUsd),
      usd(sumUsd),
    ]),
  );
