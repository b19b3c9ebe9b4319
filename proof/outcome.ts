import { UnknownValue } from "@aip/common/value.ts";

/** What a proof says of one step: it holds, it does not, or it hangs on something that is not known yet. */
export interface Outcome {
  readonly verdict: "held" | "broken" | "undecided";
  /** Why, as a sentence without a full stop. */
  readonly reason: string;
  /** URN of the resource to look at, or a key of the environment file. Absent where there is none. */
  readonly place?: string | undefined;
}

export const held = (reason: string, place?: string): Outcome => ({ verdict: "held", reason, place });

export const broken = (reason: string, place?: string): Outcome => ({ verdict: "broken", reason, place });

/**
 * Thrown where a proof asks for objects that the plan does not show, because the chart that brings them is closed. Like
 * `UnknownValue` it is a signal and no error.
 */
export class NotSeen {
  /** What was looked for, and which charts may hold it. */
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** What a proof says, or "undecided" with the name of what it hangs on. */
export function decided(proof: () => Outcome): Outcome {
  try {
    return proof();
  } catch (signal) {
    if (signal instanceof UnknownValue || signal instanceof NotSeen) {
      return { verdict: "undecided", reason: signal.message };
    }
    throw signal;
  }
}

/** The first outcome that does not hold, undecided ones after broken ones; else that all hold, by the last one's reason. */
export function all(proofs: readonly (() => Outcome)[]): Outcome {
  const outcomes = proofs.map(decided);
  return (
    outcomes.find(({ verdict }) => verdict === "broken") ??
    outcomes.find(({ verdict }) => verdict === "undecided") ??
    outcomes.at(-1) ??
    held("nothing is asked for")
  );
}

/** That something must not be possible: holds where the proof breaks, and breaks where it holds. */
export const refused = (outcome: Outcome): Outcome => {
  if (outcome.verdict === "undecided") return outcome;
  return outcome.verdict === "broken"
    ? held(`Refused: ${outcome.reason}`, outcome.place)
    : broken(`It is possible: ${outcome.reason}`, outcome.place);
};
