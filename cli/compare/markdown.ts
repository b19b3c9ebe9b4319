import { urnName, urnProject } from "@aip/common/urn.ts";
import type { Violation } from "@aip/policies/api.ts";
import { usd } from "../output/money.ts";
import type { Plan } from "../plan/file.ts";
import { failures, overBudget } from "../report/summary.ts";
import type { Change, Comparison, Operation } from "./compare.ts";

const words: Readonly<Record<Operation, string>> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
};

const signed = (amount: number): string => (amount > 0 ? `+${usd(amount)}` : usd(amount));

const price = (amount: number | null): string => (amount === null ? "no price" : signed(amount));

const anything = (comparison: Comparison): boolean =>
  comparison.changes.length + comparison.introduced.length + comparison.resolved.length > 0 ||
  comparison.contract.added.length + comparison.contract.removed.length > 0 ||
  Math.abs(comparison.deltaUsd) >= 0.005;

/** The comparison for a pull request: what loses data stands first, in words nobody can miss. */
export function markdown(comparison: Comparison, plan: Plan): string {
  const verdict = failures(plan).length > 0 || overBudget(plan) ? "fails" : "passes";
  const sections = [
    `## Plan of ${comparison.environment}: ${verdict}`,
    losses(comparison),
    anything(comparison) ? counts(comparison) : "Nothing changes.",
    prices(comparison, plan),
    findings("New findings", comparison.introduced),
    findings("Findings that go away", comparison.resolved),
    contractSection(comparison),
    changeTable(comparison.changes),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function losses({ changes, introduced }: Comparison): string {
  const losing = changes.filter(({ losesData }) => losesData);
  if (losing.length === 0) return "";
  const lines = losing.map(
    ({ operation, layer, name, type, urn, replacing, deltaUsd }) =>
      `> - **${name}** (\`${type}\`, ${layer}) is **${words[operation]}**` +
      (replacing.length > 0
        ? `, because ${replacing.map((key) => `\`${key}\``).join(", ")} ${replacing.length === 1 ? "changes" : "change"}`
        : "") +
      broken(introduced, urn) +
      `; ${price(deltaUsd)} a month`,
  );
  return [
    "> [!CAUTION]",
    `> **DATA IS LOST.** ${losing.length === 1 ? "This resource stores data" : "These resources store data"}; take a backup, or do not merge.`,
    ...lines,
  ].join("\n");
}

/** The rules that a change of this resource newly breaks. */
function broken(introduced: readonly Violation[], urn: string): string {
  const rules = new Set(introduced.filter((found) => found.urn === urn).map(({ policy }) => `**${policy}**`));
  return rules.size === 0 ? "" : `; breaks ${[...rules].join(", ")}`;
}

function counts({ changes, deltaUsd }: Comparison): string {
  const number = (operation: Operation) => changes.filter((change) => change.operation === operation).length;
  const parts = (Object.keys(words) as Operation[]).map(
    (operation) => `${number(operation)} ${words[operation]}`,
  );
  return `${parts.join(", ")}; ${signed(deltaUsd)} a month.`;
}

function prices({ layers, deltaUsd }: Comparison, plan: Plan): string {
  const rows = layers
    .filter(({ beforeUsd, afterUsd }) => Math.abs(afterUsd - beforeUsd) >= 0.005)
    .map(
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
      `| ${words[operation]} | ${layer} | ${name} | \`${type}\` | ${properties.map((key) => `\`${key}\``).join(" ")} | ${price(deltaUsd)} |`,
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
