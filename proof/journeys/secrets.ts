import { podMayDo } from "../identity/access.ts";
import { type Journey, type Step, step } from "../journey.ts";
import { all, broken, held, type Outcome, refused } from "../outcome.ts";
import type { World } from "../world/world.ts";
import { hasSecret } from "./team.ts";

const externalSecret = "kubernetes:external-secrets.io/v1:ExternalSecret";

/** The secrets that External Secrets is to bring into each namespace, by namespace. */
const wanted = ({ stack }: World): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const view of stack.ofType(externalSecret)) {
    const namespace = view.at("metadata", "namespace").text() ?? "default";
    const name = view.at("spec", "target", "name").text() ?? view.at("metadata", "name").text() ?? "";
    found.set(namespace, [...(found.get(namespace) ?? []), name]);
  }
  return found;
};

/** The pods that are somebody in AWS, by namespace and service account, but for those that manage secrets for all. */
const accounts = ({ stack }: World) =>
  stack.ofType("aws:eks/podIdentityAssociation:PodIdentityAssociation").flatMap((view) => {
    const namespace = view.at("namespace").text() ?? "";
    return managers.has(namespace)
      ? []
      : [{ namespace, serviceAccount: view.at("serviceAccount").text() ?? "", view }];
  });

/** External Secrets hands out secrets, Vault's setup writes its own keys, and the databases' jobs make logins. */
const managers: ReadonlySet<string> = new Set(["external-secrets", "vault", "databases"]);

/** Secrets in AWS that are not a namespace's own: services have theirs by External Secrets alone, and some are for all. */
const foreign = ({ stack }: World, namespace: string) =>
  stack.ofType("aws:secretsmanager/secret:Secret").filter(({ resource: { id = "" } }) => {
    const team = /^team-(.*)$/.exec(namespace)?.[1];
    return !id.includes("/shared/") && (team === undefined || !id.includes(`/teams/${team}/`));
  });

const readsNoOther = (
  world: World,
  account: { readonly namespace: string; readonly serviceAccount: string },
): Outcome => {
  const secrets = foreign(world, account.namespace);
  return all([
    ...secrets.map(
      (secret) => () =>
        refused(podMayDo(world, account, "secretsmanager:GetSecretValue", secret.resource.id ?? "")),
    ),
    () => held(`${account.serviceAccount} reads none of ${secrets.length} secrets of others`),
  ]);
};

/** Services and teams have their secrets, and nobody else's. */
export const secrets: Journey = {
  name: "secrets",
  title: "A service and a team read their own secrets and no others",
  user: "a service",
  steps: (world): Step[] => [
    ...[...wanted(world)].map(([namespace, names]) =>
      step(`Gets ${names.join(", ")} into ${namespace}`, () =>
        names.length === 0
          ? broken(`${namespace} gets no secret`)
          : all(names.map((name) => () => hasSecret(world, namespace, name))),
      ),
    ),
    ...accounts(world).map(({ namespace, serviceAccount }) =>
      step(`Reads no secret of others as ${serviceAccount} of ${namespace}`, () =>
        readsNoOther(world, { namespace, serviceAccount }),
      ),
    ),
  ],
};
