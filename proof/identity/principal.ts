import type { Caller } from "@aip/common/iam/request.ts";
import { unknownValue } from "@aip/common/protocol.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { texts } from "../world/pod.ts";
import { objectNamed, type World } from "../world/world.ts";
import { arnName, namedResource, propertyText } from "./resources.ts";

/** Who pods are in AWS. */
export interface Principal {
  /** As messages name it. */
  readonly title: string;
  readonly caller: Extract<Caller, { readonly kind: "role" }>;
  /** The role, which is in the plan. */
  readonly role: ResourceView;
  /** What the role is handed out by: an association of EKS Pod Identity, or a service account with an annotation. */
  readonly via: ResourceView;
  /** Tags of its sessions, by key. */
  readonly sessionTags: Readonly<Record<string, unknown>>;
  /** Keys of every request: the tags of role and session. */
  readonly context: Readonly<Record<string, unknown>>;
}

const associationType = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
export const roleType = "aws:iam/role:Role";

/**
 * Who the pods of a service account are in AWS: by EKS Pod Identity, or by the older annotation. `undefined` where they
 * are nobody.
 */
export function principalOf(world: World, namespace: string, serviceAccount: string): Principal | undefined {
  const title = `pods of ${namespace} with service account ${serviceAccount}`;
  const association = world.stack
    .ofType(associationType)
    .find(
      (view) =>
        propertyText(view, "namespace") === namespace &&
        propertyText(view, "serviceAccount") === serviceAccount,
    );
  if (association) {
    const tagged = association.at("disableSessionTags").flag() !== true;
    return principal(world, association, association.at("roleArn").text(), {
      title,
      sessionTags: tagged ? sessionTags(association) : {},
    });
  }
  const account = objectNamed(world, "kubernetes:core/v1:ServiceAccount", namespace, serviceAccount);
  const arn = account?.at("metadata", "annotations", "eks.amazonaws.com/role-arn").text();
  return account && principal(world, account, arn, { title, sessionTags: {} });
}

function principal(
  world: World,
  via: ResourceView,
  arn: string | undefined,
  { title, sessionTags }: Pick<Principal, "title" | "sessionTags">,
): Principal | undefined {
  const role = arn === undefined ? undefined : namedResource(world, roleType, arnName(arn));
  if (arn === undefined || role === undefined) return undefined;
  const tags = { ...role.resource.defaultTags, ...texts(role.at("tags")), ...sessionTags };
  return {
    title,
    caller: { kind: "role", arn },
    role,
    via,
    sessionTags,
    context: keyed("aws:PrincipalTag", tags),
  };
}

/** Tags as keys of a request: `aws:PrincipalTag/team`. */
export const keyed = (prefix: string, tags: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]));

/** The tags that EKS gives a session (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html, 2026-11-24). */
const sessionTags = (association: ResourceView): Readonly<Record<string, unknown>> => ({
  "eks-cluster-arn": unknownValue,
  "eks-cluster-name": association.at("clusterName").raw(),
  "kubernetes-namespace": association.at("namespace").raw(),
  "kubernetes-service-account": association.at("serviceAccount").raw(),
  "kubernetes-pod-name": unknownValue,
  "kubernetes-pod-uid": unknownValue,
});
