import { type AnyService, calleesOf, servicesOn } from "@aip/services";
import { type Journey, type Step, step } from "../journey.ts";
import { databaseBlocks, outsideAddress } from "../network/addresses.ts";
import { callerOf } from "../network/ends.ts";
import { reachAddress, reachService } from "../network/reach.ts";
import { all, broken, held, NotSeen, type Outcome, refused } from "../outcome.ts";
import type { PlannedPod } from "../world/pod.ts";
import { missing, type World } from "../world/world.ts";

/** Ports by which what is stolen leaves: remote shells, mail, name tunnels, databases of others. */
const wayOut = [22, 25, 53, 3306, 6379, 27017] as const;

/** The services of a namespace, which share its policies. */
interface Place {
  readonly namespace: string;
  readonly services: readonly AnyService[];
}

/** The pods that run in a namespace all the time. */
function podsOf(world: World, { namespace }: Place): PlannedPod[] {
  const pods = world.pods.filter(
    (pod) => pod.namespace === namespace && !["Job", "CronJob"].includes(pod.kind),
  );
  if (pods.length === 0) throw new NotSeen(missing(world, namespace, `A pod of ${namespace}`));
  return pods;
}

const callees = (world: World, { services }: Place) =>
  services.flatMap((service) => calleesOf(service, world.environment));

/** That of the pods of a namespace some reach each service that its own call. */
const called = (world: World, place: Place): Outcome =>
  all([
    ...callees(world, place).map(
      ({ namespace, serves }) =>
        () =>
          any(
            podsOf(world, place).map((pod) =>
              reachService(world, callerOf(world, pod), { namespace, ...serves }),
            ),
          ),
    ),
    () =>
      held(
        `It reaches ${callees(world, place)
          .map(({ title }) => title)
          .join(", ")}`,
      ),
  ]);

/** The one that holds; else the last. */
const any = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.find(({ verdict }) => verdict === "held") ?? outcomes.at(-1) ?? broken("It has no pods");

/** Services elsewhere that nothing of the namespace says that it calls. */
function strangers(world: World, place: Place): AnyService[] {
  const known = new Set(callees(world, place).map(({ name }) => name));
  return servicesOn(world.environment).filter(
    ({ name, namespace, serves }) => serves && namespace !== place.namespace && !known.has(name),
  );
}

/** Prometheus asks every service how it is, which is what it is for. */
const asksEveryone = ({ kind }: PlannedPod): boolean => kind === "Prometheus";

const callsNoOther = (world: World, place: Place): Outcome =>
  all([
    ...podsOf(world, place)
      .filter((pod) => !asksEveryone(pod))
      .flatMap((pod) =>
        strangers(world, place).map(
          ({ namespace = "", serves }) =>
            () =>
              serves
                ? refused(reachService(world, callerOf(world, pod), { namespace, ...serves }))
                : held(""),
        ),
      ),
    () => held("No pod reaches a service that it does not call"),
  ]);

const leavesNoWay = (world: World, place: Place): Outcome =>
  all([
    ...podsOf(world, place).flatMap((pod) => [
      ...wayOut.map(
        (port) => () =>
          refused(reachAddress(world, callerOf(world, pod), outsideAddress, port, "the internet")),
      ),
      ...(place.services.some(({ database }) => database)
        ? []
        : databaseBlocks(world).map(
            (block) => () => refused(reachAddress(world, callerOf(world, pod), block, 5432, "the databases")),
          )),
    ]),
    () => held("No pod leaves the cluster by a port that it has no business with"),
  ]);

/** The namespaces that declarations name, with their services. */
const places = ({ environment }: World): Place[] =>
  [...Map.groupBy(servicesOn(environment), ({ namespace }) => namespace)].flatMap(([namespace, services]) =>
    namespace === undefined ? [] : [{ namespace, services }],
  );

/** What a service calls it reaches, and nothing else. */
export const egress: Journey = {
  name: "egress",
  title: "Traffic of each namespace goes where its services need it, and nowhere else",
  user: "a security reviewer",
  steps: (world): Step[] =>
    places(world).flatMap((place) => [
      ...(callees(world, place).length > 0
        ? [step(`${place.namespace} reaches what its services call`, () => called(world, place))]
        : []),
      step(`${place.namespace} calls no other service`, () => callsNoOther(world, place)),
      step(`${place.namespace} leaves the cluster by no port that is used to steal`, () =>
        leavesNoWay(world, place),
      ),
    ]),
};
