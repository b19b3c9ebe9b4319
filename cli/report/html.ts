import { readFileSync } from "node:fs";
import { urnName, urnProject } from "@aip/common/urn.ts";
import type { Violation } from "@aip/policies/api.ts";
import { usd } from "../output/money.ts";
import type { Plan } from "../plan/file.ts";
import { type Bar, bars } from "./bars.ts";
import { chartsLine } from "./charts.ts";
import { escapeHtml, scriptData } from "./escape.ts";
import { journeySections } from "./journeys-html.ts";
import { picture } from "./picture.ts";
import { placementSection } from "./placement-html.ts";
import { failures, overBudget } from "./summary.ts";

const asset = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

/** Prices in US dollars a month, expected and at the limits. */
export interface PriceGroups {
  readonly layer: readonly Bar[];
  /** AWS services. */
  readonly service: readonly Bar[];
  /** By the tag Owner. */
  readonly team: readonly Bar[];
}

/** A plan as one self-contained page: no request leaves it, and it opens from a file. */
export function html(plan: Plan, groups: PriceGroups): string {
  const resources = plan.layers.flatMap((layer) =>
    layer.resources.map((resource) => ({ layer: layer.name, resource })),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(plan.environment)} · AI platform plan</title>
<style>${asset("page.css")}</style>
</head>
<body>
<header>
<h1>AI platform <span>${escapeHtml(plan.environment)}</span></h1>
<p>${escapeHtml(plan.region)} · ${resources.length} resources in ${plan.layers.length} projects</p>
${cards(plan)}
</header>
<main>
<section><h2>Layers</h2>${picture(plan)}</section>
<section><h2>Price</h2><p class="note">US dollars a month, expected; paler, and after “to”, with every pool and group at its limits.</p>
<div class="prices">
${bars("By layer", groups.layer)}
${bars("By service", groups.service)}
${bars("By team", groups.team)}
${bars("Largest resources", largest(plan))}
</div>${unpriced(plan)}</section>
<section><h2>Policies</h2>${violations(plan.violations)}${disabled(plan)}</section>
${journeySections(plan)}
${placementSection(plan)}
<section><h2>Addresses</h2><table class="plain">${plan.endpoints
    .map(
      ({ service, url }) =>
        `<tr><th scope="row">${escapeHtml(service)}</th><td><code>${escapeHtml(url)}</code></td></tr>`,
    )
    .join("")}</table></section>
<section id="resources"><h2>Resources</h2>${charts(plan)}
<div class="search"><input type="search" id="query" placeholder="Search name, type, layer or any input" aria-label="Search resources">
<select id="layer" aria-label="Layer"><option value="">All layers</option>${plan.layers
    .map(({ name }) => `<option>${escapeHtml(name)}</option>`)
    .join("")}</select><span id="count" role="status"></span></div>
<table id="list"><thead><tr><th>Layer</th><th>Name</th><th>Type</th><th class="amount">USD/month</th></tr></thead><tbody></tbody></table>
</section>
</main>
<script type="application/json" id="data">${scriptData(
    resources.map(({ layer, resource }) => ({
      layer,
      name: resource.name,
      type: resource.type,
      protect: resource.protect,
      usd: resource.monthlyUsd,
      urn: resource.urn,
      inputs: resource.inputs,
    })),
  )}</script>
<script>${asset("page.js")}</script>
</body>
</html>
`;
}

function cards(plan: Plan): string {
  const share = Math.min(100, (plan.monthlyUsd / plan.budgetUsd) * 100);
  const failing = failures(plan).length;
  const advisory = plan.violations.filter(
    ({ enforcement, waiver }) => enforcement === "advisory" && !waiver,
  ).length;
  const waived = plan.violations.filter(({ waiver }) => waiver).length;
  return `<div class="cards">
<div class="card ${overBudget(plan) ? "bad" : "good"}"><b>${usd(plan.monthlyUsd)}</b><span>a month of ${usd(plan.budgetUsd)} budget</span><i class="meter"><em style="width:${share.toFixed(1)}%"></em></i></div>
<div class="card ${failing > 0 ? "bad" : "good"}"><b>${failing}</b><span>mandatory findings</span></div>
<div class="card"><b>${usd(plan.maximumUsd)}</b><span>a month with everything at its limits</span></div>
<div class="card"><b>${advisory}</b><span>advisory findings</span></div>
<div class="card"><b>${waived}</b><span>waived findings</span></div>
${journeyCard(plan)}
</div>`;
}

function journeyCard({ journeys }: Plan): string {
  if (journeys.length === 0) return "";
  const held = journeys.filter(({ verdict }) => verdict === "held").length;
  const tone = journeys.some(({ verdict }) => verdict === "broken")
    ? "bad"
    : held === journeys.length
      ? "good"
      : "";
  return `<div class="card ${tone}"><b>${held}/${journeys.length}</b><span>journeys hold</span></div>`;
}

/** What has no price is said, so that nobody takes it for free. */
function unpriced(plan: Plan): string {
  if (plan.unpriced.length === 0) return "";
  const items = plan.unpriced.map(
    ({ type, count, reasons }) =>
      `<li>${count} <code>${escapeHtml(type)}</code>: ${escapeHtml(reasons.join("; "))}</li>`,
  );
  return `<p class="note">No price, or not all of it; these add nothing to the totals:</p><ul class="note">${items.join("")}</ul>`;
}

const largest = (plan: Plan) =>
  plan.layers
    .flatMap(({ resources }) => resources)
    .map(({ name, monthlyUsd }) => ({ label: name, amount: monthlyUsd ?? 0 }))
    .filter(({ amount }) => amount > 0)
    .toSorted((one, other) => other.amount - one.amount)
    .slice(0, 10);

function violations(found: readonly Violation[]): string {
  if (found.length === 0) return '<p class="note">No rule finds anything.</p>';
  // The rules' own order, with what is waived at the end.
  const groups = Map.groupBy(
    found.toSorted((one, other) => Number(one.waiver !== null) - Number(other.waiver !== null)),
    ({ policy, enforcement, waiver }) => `${policy} ${enforcement} ${waiver !== null}`,
  );
  return [...groups.values()]
    .map((group) => {
      const [first] = group as [Violation, ...Violation[]];
      const level = first.waiver ? "waived" : first.enforcement;
      return `<details class="finding ${level}"${level === "mandatory" ? " open" : ""}><summary><span class="tag">${level}</span>
<span class="tag quiet">${escapeHtml(first.severity)}</span> <b>${escapeHtml(first.policy)}</b> <span class="times">${group.length}</span>
<small>${escapeHtml(first.frameworks.join(" · "))}</small></summary>
<ul>${group.map((violation) => `<li><code>${escapeHtml(urnProject(violation.urn))} / ${escapeHtml(urnName(violation.urn))}</code> ${escapeHtml(violation.message)}${waiver(violation)}</li>`).join("")}</ul></details>`;
    })
    .join("\n");
}

const disabled = ({ disabledPolicies }: Plan): string =>
  disabledPolicies.length === 0
    ? ""
    : `<p class="note">Rules that are switched off: ${escapeHtml(disabledPolicies.join(", "))}</p>`;

const charts = (plan: Plan): string => {
  const line = chartsLine(plan);
  return line === "" ? "" : `<p class="note">${escapeHtml(line)}</p>`;
};

const waiver = ({ waiver: held }: Violation): string =>
  held
    ? ` <em>Waived by ${escapeHtml(held.owner)} until ${escapeHtml(held.expires)}: ${escapeHtml(held.reason)}</em>`
    : "";
