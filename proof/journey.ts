import type { Outcome } from "./outcome.ts";
import type { World } from "./world/world.ts";

/** One thing that must be so for a journey to hold. */
export interface Step {
  /** What its user does, as a sentence without a full stop. */
  readonly step: string;
  prove(world: World): Outcome;
}

/** Why a journey waits for a later version of the platform; the same as a waiver says. */
export interface Pending {
  readonly reason: string;
  readonly owner: string;
  /** ISO date; it waits through this day. */
  readonly expires: string;
}

/** What somebody must be able to do on the platform; or, for a counter-journey, must not be. */
export interface Journey {
  /** Lower-case letters, digits and dashes. Never changes: waivers name it. */
  readonly name: string;
  /** What holds, as a sentence without a full stop, in the words of its user. */
  readonly title: string;
  /** Whose journey it is, such as "a team's pod". */
  readonly user: string;
  /** Whether it proves that something is refused. Default: false. */
  readonly counter?: boolean;
  /** What the platform cannot do yet, so that it is waived in every environment. Default: nothing. */
  readonly pending?: Pending;
  /** Its steps in an environment. None where what it needs is off there: then the journey is not this environment's. */
  steps(world: World): readonly Step[];
}

export const step = (title: string, prove: (world: World) => Outcome): Step => ({ step: title, prove });
