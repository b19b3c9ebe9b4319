import type { Plan, PlanJourney, PlanReach } from "../plan/file.ts";
import { escapeHtml } from "./escape.ts";

const signs = { held: "yes", broken: "no", undecided: "?" } as const;

/** The journeys of a plan, and who reaches what, as parts of the page. */
export const journeySections = ({ journeys, reach }: Pick<Plan, "journeys" | "reach">): string =>
  journeys.length === 0
    ? ""
    : `<section id="journeys"><h2>Journeys</h2><p class="note">What people and pods can do on this platform, and what is refused to them; proved on the planned objects.</p>
${journeys.map(journey).join("\n")}</section>
${matrix(reach)}`;

const journey = ({ journey: name, title, user, verdict, counter, steps }: PlanJourney): string =>
  `<details class="finding"${verdict === "broken" ? " open" : ""}><summary><span class="tag ${verdict}">${verdict}</span>
<b>${escapeHtml(title)}</b> <small>${escapeHtml(user)} · <code>${escapeHtml(name)}</code>${counter ? " · must be refused" : ""}</small></summary>
<ol>${steps
    .map(
      ({ step, verdict: of, reason, place }) =>
        `<li><b>${escapeHtml(step)}</b> <span class="tag ${of}">${of}</span> ${escapeHtml(reason)}${place === null ? "" : ` <code>${escapeHtml(place)}</code>`}</li>`,
    )
    .join("")}</ol></details>`;

/** Callers in rows, services in columns. A cell explains itself to whoever points at it. */
function matrix(reach: readonly PlanReach[]): string {
  const targets = [...new Set(reach.map(({ to }) => to))];
  const rows = [...Map.groupBy(reach, ({ from }) => from)];
  return `<section id="reach"><h2>Who reaches what</h2><p class="note">Within the cluster, past the gateway, at the service’s own port; by the network policies of both ends.</p>
<div class="wide"><table class="matrix"><thead><tr><th scope="col">From</th>${targets.map((to) => `<th scope="col">${escapeHtml(to)}</th>`).join("")}</tr></thead>
<tbody>${rows
    .map(
      ([from, cells]) =>
        `<tr><th scope="row">${escapeHtml(from)}</th>${targets
          .map((to) => {
            const cell = cells.find((candidate) => candidate.to === to);
            return cell === undefined
              ? "<td></td>"
              : `<td class="${cell.verdict}" title="${escapeHtml(cell.reason)}">${signs[cell.verdict]}</td>`;
          })
          .join("")}</tr>`,
    )
    .join("")}</tbody></table></div></section>`;
}
