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
}

export type JourneyRule = Omit<RuleInfo, "family" | "types"> & {
  readonly kind: "journey";
  readonly family: "journey";
};

/** Findings of a journey have the name of its rule. */
export const journeyRuleName = (journey: string): string => `journey-${journey}`;

export const isJourneyRuleName = (rule: string): boolean => rule.startsWith("journey-");

/** The rule that a journey holds. */
export const journeyRule = (journey: string): JourneyRule => ({
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
