import { servicesOn } from "@aip/services";
import { decided, type Outcome } from "../outcome.ts";
import type { World } from "../world/world.ts";
import { outsideAddress } from "./addresses.ts";
import { callerOf, visitor } from "./ends.ts";
import { type From, reachService } from "./reach.ts";

/** Who reaches what within the cluster, by name and title. */
export interface Reach {
  readonly from: string;
  readonly to: string;
  readonly outcome: Outcome;
}

/**
 * Who reaches the services of the platform at their own Service, past the gateway: each service's pods, a pod of each
 * team, a pod of a namespace that nobody guards, and an address outside of the VPC.
 */
export function reachMatrix(world: World): Reach[] {
  const on = servicesOn(world.environment);
  const served = on.flatMap(({ title, namespace, serves }) =>
    namespace !== undefined && serves ? [{ title, namespace, ...serves }] : [],
  );
  const callers: { readonly title: string; readonly from: readonly From[] }[] = [
    ...Object.keys(world.environment.teams).map((team) => ({
      title: `Team ${team}`,
      from: [visitor(world, { title: `A pod of team ${team}`, namespace: `team-${team}` })],
    })),
    ...on
      .filter(({ calls, serves }) => calls !== undefined || serves !== undefined)
      .flatMap(({ title, namespace }) => {
        const pods = world.pods.filter((pod) => pod.namespace === namespace);
        return pods.length === 0 ? [] : [{ title, from: pods.map((pod) => callerOf(world, pod)) }];
      }),
    {
      title: "A stray pod",
      from: [visitor(world, { title: "A pod of the namespace default", namespace: "default" })],
    },
    { title: "The internet", from: [{ title: "An address outside", blocks: [`${outsideAddress}/32`] }] },
  ];
  return callers.flatMap(({ title, from }) =>
    served.map((to) => ({ from: title, to: to.title, outcome: any(world, from, to) })),
  );
}

/** The first that reaches it; else the first outcome. */
function any(
  world: World,
  from: readonly From[],
  to: { namespace: string; service: string; port: number },
): Outcome {
  const outcomes = from.map((caller) => decided(() => reachService(world, caller, to)));
  return outcomes.find(({ verdict }) => verdict === "held") ?? (outcomes[0] as Outcome);
}
