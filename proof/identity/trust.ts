import { decide } from "@aip/common/iam/decide.ts";
import { type AccessRequest, accountOf } from "@aip/common/iam/request.ts";
import { unknownValue } from "@aip/common/protocol.ts";
import { all, broken, held, type Outcome } from "../outcome.ts";
import type { World } from "../world/world.ts";
import { trustPolicy } from "./owned.ts";
import { keyed, type Principal } from "./principal.ts";

/** What whoever hands out a role asks for. */
interface Handing extends Pick<AccessRequest, "caller" | "context"> {
  readonly actions: readonly string[];
}

/** Whether the role of pods is handed out to them: its trust policy allows what EKS, or their token, asks for. */
export function handedOut(world: World, principal: Principal): Outcome {
  const { title, caller, role, via } = principal;
  const handing = via.type.startsWith("aws:eks/") ? byPodIdentity(principal) : byToken(world, principal);
  if (!handing)
    return broken(`${title} have a role by annotation, and the plan has no OpenID provider`, via.urn);
  const { actions, ...asked } = handing;
  return all(
    actions.map((action) => () => {
      const request = { ...asked, action, resource: caller.arn, account: accountOf(caller) ?? "" };
      const { allowed, reason } = decide({ identity: [], resource: trustPolicy(role) }, request);
      return allowed
        ? held(`${title} get the role ${role.name}`, via.urn)
        : broken(`${title} do not get the role ${role.name}: ${reason}`, role.urn);
    }),
  );
}

/** EKS asks for the session and for its tags (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html). */
const byPodIdentity = ({ caller, sessionTags }: Principal): Handing => ({
  actions: ["sts:AssumeRole", "sts:TagSession"],
  caller: { kind: "service", service: "pods.eks.amazonaws.com" },
  context: {
    "aws:SourceAccount": accountOf(caller),
    "aws:SourceArn": unknownValue,
    ...keyed("aws:RequestTag", sessionTags),
  },
});

/** A pod shows the token of its service account, which the OpenID provider of the cluster vouches for. */
function byToken({ stack }: World, { via }: Principal): Handing | undefined {
  const [provider] = stack.ofType("aws:iam/openIdConnectProvider:OpenIdConnectProvider");
  const issuer = provider
    ?.at("url")
    .text()
    ?.replace(/^https:\/\//, "");
  const arn = provider?.resource.id;
  if (issuer === undefined || arn === undefined) return undefined;
  const [namespace, name] = [
    via.at("metadata", "namespace").text() ?? "default",
    via.at("metadata", "name").text(),
  ];
  return {
    actions: ["sts:AssumeRoleWithWebIdentity"],
    caller: { kind: "federated", provider: arn },
    context: {
      [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${name}`,
      [`${issuer}:aud`]: "sts.amazonaws.com",
    },
  };
}
