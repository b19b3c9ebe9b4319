import type { Journey } from "./journey.ts";
import { decided, type Outcome } from "./outcome.ts";
import type { World } from "./world/world.ts";

/** A step, and what was found of it. */
export interface ProvedStep extends Outcome {
  readonly step: string;
}

/** A journey, and what was found of its steps. */
export interface ProvedJourney {
  readonly journey: Journey;
  /** Broken where any step is; else undecided where any is. */
  readonly verdict: Outcome["verdict"];
  readonly steps: readonly ProvedStep[];
}

/** Proves journeys. Those without a step are not the environment's, and are left out. */
export const prove = (world: World, journeys: readonly Journey[]): ProvedJourney[] =>
  journeys.flatMap((journey) => {
    const steps = journey
      .steps(world)
      .map(({ step, prove: proof }): ProvedStep => ({ step, ...decided(() => proof(world)) }));
    return steps.length === 0 ? [] : [{ journey, verdict: verdictOf(steps), steps }];
  });

function verdictOf(steps: readonly ProvedStep[]): Outcome["verdict"] {
  for (const verdict of ["broken", "undecided"] as const) {
    if (steps.some((step) => step.verdict === verdict)) return verdict;
  }
  return "held";
}
