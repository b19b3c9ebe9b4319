import type { Waiver } from "./api.ts";
import type { RuleInfo } from "./rule.ts";

/** A step of a journey that does not hold. What proves journeys hands them over, so that they count and are waived as findings. */
export interface BrokenStep {
  /** Name of the journey. */
  readonly journey: string;
  /** What its user does; patterns of waivers are compared with it. */
  readonly step: string;
  /** Why it does not hold, as a sentence without a full stop. */
  readonly reason: string;
  /** URN of the resource to look at; absent where there is none. */
  readonly urn?: string | undefined;
}

/** The journeys of an environment: the names of all that were proved, and what does not hold. */
export interface JourneyFindings {
  readonly names: readonly string[];
  readonly broken: readonly BrokenStep[];
  /** Waivers of journeys that wait for the platform itself, by the name of the journey. */
  readonly pending: Readonly<Record<string, Waiver>>;
}

export type JourneyRule = Omit<RuleInfo, "family" | "types"> & {
  readonly kind: "journey";
  readonly family: "journey";
  /** What waives it everywhere, because it waits for the platform itself. */
  readonly pending: Waiver | undefined;
};

/** Findings of a journey have the name of its rule. */
export const journeyRuleName = (journey: string): string => `journey-${journey}`;

export const isJourneyRuleName = (rule: string): boolean => rule.startsWith("journey-");

/**
 * The rule that a journey holds.
 *
 * @param pending What waives it everywhere. Default: nothing does.
 */
export const journeyRule = (journey: string, pending?: Waiver): JourneyRule => ({
  pending,
  kind: "journey",
  family: "journey",
  name: journeyRuleName(journey),
  title: `The journey ${journey} holds`,
  reasoning: "A platform whose parts are right and that nobody can use is not finished.",
  severity: "high",
  enforcement: "mandatory",
  frameworks: [],
  remediation: [`\`aip prove <environment> ${journey}\` explains the journey step by step.`],
  url: "https://www.pulumi.com/docs/insights/policy/",
});
