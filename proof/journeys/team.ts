import { selects } from "@aip/common/kubernetes/selectors.ts";
import { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import type { Caller } from "../network/ends.ts";
import { visitor } from "../network/ends.ts";
import { broken, held, type Outcome } from "../outcome.ts";
import { objectNamed, type World } from "../world/world.ts";
import { teamNamespace } from "./team-pod.ts";

/** The ports that a team's pods name for the platform, as docs/teams.md says. */
const ports = [
  { name: "http", containerPort: 8080, protocol: "TCP" },
  { name: "metrics", containerPort: 9000, protocol: "TCP" },
] as const;

/** The service account of a team's namespace whose pods are somebody in AWS. */
const accountOf = (world: World, team: string): string =>
  world.stack
    .ofType("aws:eks/podIdentityAssociation:PodIdentityAssociation")
    .find((association) => association.at("namespace").text() === teamNamespace(team))
    ?.at("serviceAccount")
    .text() ?? "default";

/** A pod of a team as docs/teams.md tells it to make one: with the service account that has the team's identity. */
export const memberPod = (world: World, team: string): Caller =>
  visitor(world, {
    title: `A pod of team ${team}`,
    namespace: teamNamespace(team),
    serviceAccount: accountOf(world, team),
    ports,
  });

/** A pod of a team's namespace in which a stranger runs what they like: a notebook that was broken into. */
export const strangerPod = (world: World, team: string): Caller =>
  visitor(world, { title: `A notebook of team ${team}`, namespace: teamNamespace(team) });

/** The variables that the platform hands a team: what it goes by to find everything. */
export function variablesOf(world: World, team: string): ResourceView | undefined {
  return objectNamed(world, "kubernetes:core/v1:ConfigMap", teamNamespace(team), "platform");
}

/** One of these variables. */
export const variable = (world: World, team: string, name: string): string | undefined =>
  variablesOf(world, team)?.at("data", name).text();

/** Whether a Secret comes into a namespace, from a store that serves it. */
export function hasSecret(world: World, namespace: string, name: string): Outcome {
  const secret = world.stack
    .ofType("kubernetes:external-secrets.io/v1:ExternalSecret")
    .find((view) => view.at("metadata", "namespace").text() === namespace && targetOf(view) === name);
  if (!secret) return broken(`Nothing brings Secret ${name} into ${namespace}`);
  const store = secret.at("spec", "secretStoreRef", "name").text() ?? "";
  const found = objectNamed(world, "kubernetes:external-secrets.io/v1:ClusterSecretStore", undefined, store);
  if (!found)
    return broken(`ClusterSecretStore ${store}, which ${name} comes from, is not in the plan`, secret.urn);
  const service = serves(world, found, namespace);
  return service.verdict === "held"
    ? held(`Secret ${name} comes into ${namespace} from store ${store}`, secret.urn)
    : service;
}

/** Whether a store brings secrets into a namespace: by its name, by its labels, or into all where it names none. */
export function serves({ namespaces }: World, store: ResourceView, namespace: string): Outcome {
  const name = store.at("metadata", "name").text();
  const conditions = store.at("spec", "conditions").list();
  const labels = Value.of(namespaces.get(namespace) ?? {});
  const served = conditions.some(
    (condition) =>
      condition.at("namespaces").texts().includes(namespace) ||
      (!condition.at("namespaceSelector").isAbsent && selects(condition.at("namespaceSelector"), labels)),
  );
  return served || conditions.length === 0
    ? held(`Store ${name} serves ${namespace}`, store.urn)
    : broken(`Store ${name} does not serve ${namespace}`, store.urn);
}

const targetOf = (secret: ResourceView): string | undefined =>
  secret.at("spec", "target", "name").text() ?? secret.at("metadata", "name").text();
