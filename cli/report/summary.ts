import { urnName, urnProject } from "@aip/common/urn.ts";
import type { Violation } from "@aip/policies/api.ts";
import { isBlocking } from "@aip/policies/evaluate.ts";
import { isJourneyRuleName } from "@aip/policies/journey-rule.ts";
import { usd } from "../output/money.ts";
import { firstOf } from "../output/names.ts";
import { paint, type Tone } from "../output/palette.ts";
import { table } from "../output/table.ts";
import type { Plan } from "../plan/file.ts";
import { chartsLine } from "./charts.ts";
import { journeyTable } from "./journeys.ts";
import { placementTable } from "./placement.ts";

/** The mandatory findings without a waiver: those that make a plan fail. */
export const failures = (plan: Plan): readonly Violation[] => plan.violations.filter(isBlocking);

export const overBudget = (plan: Plan): boolean => plan.monthlyUsd > plan.budgetUsd;

/** What a person reads at the end of `aip plan`. */
export function summary(plan: Plan): string {
  const sections = [
    paint("title", `Plan of ${plan.environment} in ${plan.region}`),
    layerTable(plan),
    budgetLine(plan),
    chartsLine(plan),
    violationList(plan),
    journeyTable(plan),
    placementTable(plan),
    unjudged(plan),
    table(
      [{ title: "Service" }, { title: "Address" }],
      plan.endpoints.map(({ service, url }) => [service, paint("name", url)]),
    ),
  ];
  return sections.filter((section) => section !== "").join("\n\n");
}

function layerTable(plan: Plan): string {
  const rows = plan.layers.map((layer) => {
    const found = plan.violations.filter(({ urn }) => urnProject(urn) === layer.name);
    const unpriced = layer.resources.filter(({ custom, monthlyUsd }) => custom && monthlyUsd === null).length;
    return [
      layer.name,
      String(layer.resources.length),
      usd(layer.monthlyUsd),
      String(unpriced),
      number("bad", found.filter(isBlocking).length),
      number(
        "warning",
        found.filter(({ enforcement, waiver }) => enforcement === "advisory" && waiver === null).length,
      ),
      String(found.filter(({ waiver }) => waiver !== null).length),
    ];
  });
  const right = { align: "right" } as const;
  return table(
    [
      { title: "Layer" },
      { title: "Resources", ...right },
      { title: "USD/month", ...right },
      { title: "No price", ...right },
      { title: "Mandatory", ...right },
      { title: "Advisory", ...right },
      { title: "Waived", ...right },
    ],
    rows,
  );
}

/** A count of something that is better not there. */
const number = (tone: Tone, count: number): string => (count === 0 ? "0" : paint(tone, String(count)));

function budgetLine(plan: Plan): string {
  const share = Math.round((plan.monthlyUsd / plan.budgetUsd) * 100);
  const verdict = overBudget(plan) ? paint("bad", "OVER BUDGET") : paint("good", "within budget");
  const unpriced = plan.unpriced.map(({ type, count }) => `${count} ${type}`);
  return [
    `Total ${usd(plan.monthlyUsd)} a month of ${usd(plan.budgetUsd)} (${share} %): ${verdict}`,
    `At its limits ${usd(plan.maximumUsd)} a month`,
    ...(unpriced.length > 0 ? [`No price, or not all of it: ${unpriced.join(", ")}`] : []),
  ].join("\n");
}

function violationList(plan: Plan): string {
  // The table of journeys has theirs.
  const open = plan.violations.filter(({ waiver, policy }) => waiver === null && !isJourneyRuleName(policy));
  const byPolicy = Map.groupBy(open, (violation) => `${violation.enforcement} ${violation.policy}`);
  return [...byPolicy]
    .map(([title, findings]) => {
      const [first] = findings;
      const names = findings.map(({ urn }) => urnName(urn));
      const tone = first && isBlocking(first) ? "bad" : "warning";
      return `${paint(tone, title)} (${first?.severity}): ${firstOf(names)}\n    ${first?.message}`;
    })
    .join("\n");
}

/** What the rules did not judge: nothing is passed over in silence. */
function unjudged({ deferredPolicies, disabledPolicies }: Plan): string {
  const waiting = new Set(deferredPolicies.map(({ policy }) => policy));
  return [
    ...(waiting.size > 0 ? [`Rules that wait for values not known yet: ${[...waiting].join(", ")}`] : []),
    ...(disabledPolicies.length > 0 ? [`Rules that are switched off: ${disabledPolicies.join(", ")}`] : []),
  ].join("\n");
}
