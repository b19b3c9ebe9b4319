import { usd } from "../output/money.ts";
import type { Plan } from "../plan/file.ts";
import { escapeHtml } from "./escape.ts";

/** The nodes that the pods need beside those that prices assume, and what the pods of each namespace cost. */
export function placementSection({
  placement: { pools, unplaced, namespaces },
}: Pick<Plan, "placement">): string {
  if (pools.length === 0) return "";
  const nodes = pools.map(
    ({ pool, needed, assumed, types }) =>
      `<tr><th scope="row">${escapeHtml(pool)}</th><td class="amount">${needed}</td><td class="amount">${Math.round(assumed * 10) / 10}</td><td>${escapeHtml(
        Object.entries(types)
          .map(([type, count]) => `${count} ${type}`)
          .join(", "),
      )}</td></tr>`,
  );
  const pods = namespaces
    .filter(({ monthlyUsd }) => monthlyUsd > 0)
    .toSorted((one, other) => other.monthlyUsd - one.monthlyUsd)
    .map(
      ({ namespace, services, monthlyUsd }) =>
        `<tr><th scope="row">${escapeHtml(namespace)}</th><td class="amount">${usd(monthlyUsd)}</td><td>${escapeHtml(services.join(", "))}</td></tr>`,
    );
  return `<section id="nodes"><h2>Nodes</h2><p class="note">What the pods need that always run, beside what the price assumes. The price of pods is their share of the cheapest node that they fit on, and a part of the price of the nodes.</p>
<div class="wide"><table class="plain"><thead><tr><th scope="col">Pool</th><th scope="col" class="amount">Needed</th><th scope="col" class="amount">In the price</th><th scope="col">Types</th></tr></thead><tbody>${nodes.join("")}</tbody></table></div>
${unplaced.map(({ pod, count }) => `<p class="undecided">No room for ${count} of ${escapeHtml(pod)}</p>`).join("")}
<details><summary>Price of the pods of each namespace</summary><div class="wide"><table class="plain"><tbody>${pods.join("")}</tbody></table></div></details></section>`;
}
