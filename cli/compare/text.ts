import { urnName, urnProject } from "@aip/common/urn.ts";
import type { Violation } from "@aip/policies/api.ts";
import { signed, usd } from "../output/money.ts";
import { paint } from "../output/palette.ts";
import { table } from "../output/table.ts";
import type { Plan } from "../plan/file.ts";
import type { Change, Comparison } from "./compare.ts";
import { counts, dearerOrCheaper, newlyBroken, notCompared, priceChange, words } from "./words.ts";

const right = { align: "right" } as const;

/** The comparison for a terminal: what loses data first. */
export function comparisonText(comparison: Comparison, plan: Plan): string {
  const sections = [
    `${paint("title", `What changes in ${comparison.environment}:`)} ${counts(comparison)}`,
    notCompared(comparison),
    losses(comparison),
    prices(comparison, plan),
    findings("New findings", comparison.introduced),
    findings("Findings that go away", comparison.resolved),
    contractSection(comparison),
    changeTable(comparison.changes),
  ];
  return sections.filter((section) => section !== "").join("\n\n");
}

function losses(comparison: Comparison): string {
  const losing = comparison.changes.filter(({ losesData }) => losesData);
  if (losing.length === 0) return "";
  const lines = losing.map(({ operation, layer, name, type, urn, replacing, deltaUsd }) => {
    const because = replacing.length > 0 ? `, because of ${replacing.join(", ")}` : "";
    const rules = newlyBroken(comparison, urn);
    const breaks = rules.length > 0 ? `; breaks ${rules.join(", ")}` : "";
    return `  ${layer} / ${name} (${type}) is ${words[operation]}${because}${breaks}; ${priceChange(deltaUsd)} a month`;
  });
  return [paint("bad", "DATA IS LOST; take a backup first:"), ...lines].join("\n");
}

function prices(comparison: Comparison, plan: Plan): string {
  const rows = dearerOrCheaper(comparison).map(({ layer, beforeUsd, afterUsd }) => [
    layer,
    usd(beforeUsd),
    usd(afterUsd),
    signed(afterUsd - beforeUsd),
  ]);
  if (rows.length === 0) return "";
  const { deltaUsd } = comparison;
  return table(
    [
      { title: "Layer" },
      { title: "Before", ...right },
      { title: "After", ...right },
      { title: "Change", ...right },
    ],
    [...rows, ["Total", usd(plan.monthlyUsd - deltaUsd), usd(plan.monthlyUsd), signed(deltaUsd)]],
  );
}

function findings(title: string, violations: readonly Violation[]): string {
  if (violations.length === 0) return "";
  const lines = violations.map(
    ({ policy, enforcement, severity, urn, message, waiver }) =>
      `  ${policy} (${waiver ? "waived" : enforcement}, ${severity}) ${urnProject(urn)} / ${urnName(urn)}: ${message}`,
  );
  return [`${paint("title", title)}:`, ...lines].join("\n");
}

function contractSection({ contract }: Comparison): string {
  const lines = [
    ...contract.removed.map((key) => `  ${key} is gone: layers that are up may still read it`),
    ...contract.added.map((key) => `  ${key} is new`),
  ];
  return lines.length === 0 ? "" : [`${paint("title", "What the layers hand over")}:`, ...lines].join("\n");
}

function changeTable(changes: readonly Change[]): string {
  if (changes.length === 0) return "";
  return table(
    [
      { title: "Change" },
      { title: "Layer" },
      { title: "Name" },
      { title: "Type" },
      { title: "USD/month", ...right },
      { title: "Changed" },
    ],
    changes.map(({ operation, layer, name, type, properties, deltaUsd }) => [
      words[operation],
      layer,
      name,
      type,
      priceChange(deltaUsd),
      properties.join(" "),
    ]),
  );
}
