import { urnName, urnProject } from "@aip/common/urn.ts";
import type { Violation } from "@aip/policies/api.ts";
import { signed, usd } from "../output/money.ts";
import type { Plan } from "../plan/file.ts";
import { chartsLine } from "../report/charts.ts";
import { openSteps } from "../report/journeys.ts";
import { failures, overBudget } from "../report/summary.ts";
import type { Change, Comparison } from "./compare.ts";
import { counts, dearerOrCheaper, newlyBroken, notCompared, priceChange, words } from "./words.ts";

/** The comparison for a pull request: what loses data comes first, in words that cannot be missed. */
export function markdown(comparison: Comparison, plan: Plan): string {
  const verdict = failures(plan).length > 0 || overBudget(plan) ? "fails" : "passes";
  const sections = [
    `## Plan of ${comparison.environment}: ${verdict}`,
    losses(comparison),
    counts(comparison),
    notCompared(comparison),
    prices(comparison, plan),
    findings("New findings", comparison.introduced),
    findings("Findings that go away", comparison.resolved),
    journeySection(plan),
    contractSection(comparison),
    changeTable(comparison.changes),
    chartsLine(plan),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function losses(comparison: Comparison): string {
  const losing = comparison.changes.filter(({ losesData }) => losesData);
  if (losing.length === 0) return "";
  const lines = losing.map(
    ({ operation, layer, name, type, urn, replacing, deltaUsd }) =>
      `> - **${name}** (\`${type}\`, ${layer}) is **${words[operation]}**` +
      (replacing.length > 0
        ? `, because ${replacing.map((key) => `\`${key}\``).join(", ")} ${replacing.length === 1 ? "changes" : "change"}`
        : "") +
      broken(newlyBroken(comparison, urn)) +
      `; ${priceChange(deltaUsd)} a month`,
  );
  return [
    "> [!CAUTION]",
    `> **DATA IS LOST.** ${losing.length === 1 ? "This resource stores data" : "These resources store data"}; take a backup, or do not merge.`,
    ...lines,
  ].join("\n");
}

const broken = (rules: readonly string[]): string =>
  rules.length === 0 ? "" : `; breaks ${rules.map((rule) => `**${rule}**`).join(", ")}`;

function prices(comparison: Comparison, plan: Plan): string {
  const { deltaUsd } = comparison;
  const rows = dearerOrCheaper(comparison).map(
    ({ layer, beforeUsd, afterUsd }) =>
      `| ${layer} | ${usd(beforeUsd)} | ${usd(afterUsd)} | ${signed(afterUsd - beforeUsd)} |`,
  );
  if (rows.length === 0) return "";
  return [
    "| Layer | Before | After | Change |",
    "| --- | ---: | ---: | ---: |",
    ...rows,
    `| **Total** of ${usd(plan.budgetUsd)} | ${usd(plan.monthlyUsd - deltaUsd)} | ${usd(plan.monthlyUsd)} | **${signed(deltaUsd)}** |`,
  ].join("\n");
}

function findings(title: string, violations: readonly Violation[]): string {
  if (violations.length === 0) return "";
  const lines = violations.map(
    ({ policy, enforcement, severity, urn, message, waiver }) =>
      `- **${policy}** (${waiver ? "waived" : enforcement}, ${severity}) ${urnProject(urn)} / \`${urnName(urn)}\`: ${message}`,
  );
  return [`### ${title}`, ...lines].join("\n");
}

/** The journeys that do not hold; that all do is a line. */
function journeySection({ journeys }: Plan): string {
  if (journeys.length === 0) return "";
  const held = journeys.filter(({ verdict }) => verdict === "held").length;
  const lines = journeys
    .filter(({ verdict }) => verdict !== "held")
    .flatMap((journey) =>
      openSteps(journey).map(
        ({ step, verdict, reason, place }) =>
          `- **${journey.journey}** (${journey.verdict === "waived" ? "waived" : verdict}) ${step}: ${reason}${place === null ? "" : `; \`${place}\``}`,
      ),
    );
  const summary = `${held} of ${journeys.length} journeys hold.`;
  if (lines.length === 0) return ["### Journeys", summary].join("\n");
  return ["### Journeys", `<details><summary>${summary}</summary>`, "", ...lines, "", "</details>"].join(
    "\n",
  );
}

function contractSection({ contract }: Comparison): string {
  const lines = [
    ...contract.removed.map((key) => `- \`${key}\` is **gone**: layers that are up may still read it`),
    ...contract.added.map((key) => `- \`${key}\` is new`),
  ];
  return lines.length === 0 ? "" : ["### What the layers hand over", ...lines].join("\n");
}

function changeTable(changes: readonly Change[]): string {
  if (changes.length === 0) return "";
  const rows = changes.map(
    ({ operation, layer, name, type, properties, deltaUsd }) =>
      `| ${words[operation]} | ${layer} | ${name} | \`${type}\` | ${properties.map((key) => `\`${key}\``).join(" ")} | ${priceChange(deltaUsd)} |`,
  );
  return [
    `<details><summary>All changes (${changes.length})</summary>`,
    "",
    "| | Layer | Name | Type | Changed | USD/month |",
    "| --- | --- | --- | --- | --- | ---: |",
    ...rows,
    "",
    "</details>",
  ].join("\n");
}
