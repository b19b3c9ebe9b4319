import type { Resource } from "@aip/common/resource.ts";
import type { Environment } from "@aip/environments";
import type { Violation } from "@aip/policies/api.ts";
import { isBlocking } from "@aip/policies/evaluate.ts";
import { type BrokenStep, type JourneyFindings, journeyRuleName } from "@aip/policies/journey-rule.ts";
import { journeys, type ProvedJourney, placeOf, prove, reachMatrix, worldOf } from "@aip/proof";
import type { PlanJourney, PlanPlacement, PlanReach } from "./file.ts";
import { planPlacement } from "./placement.ts";

/**
 * What is proved of an environment: its journeys, and who reaches what.
 *
 * @param endpointAddresses Of the interface endpoints, which the network layer hands over.
 */
export function proveEnvironment(
  environment: Environment,
  resources: readonly Resource[],
  endpointAddresses: readonly string[],
): {
  readonly proved: readonly ProvedJourney[];
  readonly reach: readonly PlanReach[];
  readonly placement: PlanPlacement;
} {
  const world = worldOf(environment, resources, endpointAddresses);
  return {
    placement: planPlacement(world),
    proved: prove(world, journeys),
    reach: reachMatrix(world).map(({ from, to, outcome: { verdict, reason } }) => ({
      from,
      to,
      verdict,
      reason,
    })),
  };
}

const isUrn = (place: string | undefined): boolean => place?.startsWith("urn:") === true;

/** The same as findings, which count, and are waived, like those of rules. */
export const journeyFindings = (proved: readonly ProvedJourney[]): JourneyFindings => ({
  names: journeys.map(({ name }) => name),
  pending: Object.fromEntries(journeys.flatMap(({ name, pending }) => (pending ? [[name, pending]] : []))),
  broken: proved.flatMap(({ journey, steps }) =>
    steps
      .filter(({ verdict }) => verdict === "broken")
      .map(
        ({ step, reason, place }): BrokenStep => ({
          journey: journey.name,
          step,
          reason,
          ...(isUrn(place) ? { urn: place } : {}),
        }),
      ),
  ),
});

/** The same as the plan file has it. A broken journey all of whose broken steps are waived is waived. */
export const planJourneys = (
  proved: readonly ProvedJourney[],
  violations: readonly Violation[],
): PlanJourney[] =>
  proved.map(({ journey, verdict, steps }) => {
    const found = violations.filter(({ policy }) => policy === journeyRuleName(journey.name));
    return {
      journey: journey.name,
      title: journey.title,
      user: journey.user,
      counter: journey.counter ?? false,
      verdict: verdict === "broken" && !found.some(isBlocking) ? "waived" : verdict,
      steps: steps.map(({ step, verdict: of, reason, place }) => ({
        step,
        verdict: of,
        reason,
        place: place === undefined ? null : isUrn(place) ? placeOf(place) : place,
      })),
    };
  });
