import { paint, type Tone } from "../output/palette.ts";
import { table } from "../output/table.ts";
import type { Plan, PlanJourney } from "../plan/file.ts";

export const tones = {
  held: "good",
  broken: "bad",
  waived: "warning",
  undecided: "warning",
} as const satisfies Record<PlanJourney["verdict"], Tone>;

/** The steps of a journey that do not hold. */
export const openSteps = ({ steps }: PlanJourney) => steps.filter(({ verdict }) => verdict !== "held");

/** The journeys and what stands in their way, for a screen. Empty where the plan has none. */
export function journeyTable({ journeys }: Pick<Plan, "journeys">): string {
  if (journeys.length === 0) return "";
  const rows = journeys.map((journey) => [
    journey.journey,
    paint(tones[journey.verdict], journey.verdict),
    `${journey.steps.length - openSteps(journey).length}/${journey.steps.length}`,
    journey.title,
  ]);
  const open = journeys
    .filter(({ verdict }) => verdict === "broken" || verdict === "undecided")
    .flatMap(openStepLines);
  return [
    table(
      [
        { title: "Journey" },
        { title: "Verdict" },
        { title: "Steps", align: "right" },
        { title: "What holds" },
      ],
      rows,
    ),
    ...open,
  ].join("\n");
}

/** Each broken step; of the undecided ones the first, and how many there are. */
function openStepLines(journey: PlanJourney): string[] {
  const { broken = [], undecided = [] } = Object.groupBy(openSteps(journey), ({ verdict }) => verdict);
  const more = undecided.length > 1 ? ` (and ${undecided.length - 1} more)` : "";
  return [...broken, ...undecided.slice(0, 1)].map(
    ({ step, verdict, reason, place }) =>
      `${paint(tones[verdict], verdict)} ${journey.journey}: ${step}${verdict === "undecided" ? more : ""}\n` +
      `    ${reason}.${place === null ? "" : ` Look at ${place}.`}`,
  );
}
