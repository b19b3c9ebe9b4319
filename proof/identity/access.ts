import { type AccessPolicies, decide } from "@aip/common/iam/decide.ts";
import { type AccessRequest, accountOf } from "@aip/common/iam/request.ts";
import { unknownValue } from "@aip/common/protocol.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { all, broken, held, type Outcome } from "../outcome.ts";
import { texts } from "../world/pod.ts";
import type { World } from "../world/world.ts";
import { boundaryOf, identityPolicies } from "./documents.ts";
import { wayOf } from "./endpoints.ts";
import { keyUse } from "./keys.ts";
import { resourceNamed } from "./owned.ts";
import { keyed, type Principal, principalOf } from "./principal.ts";
import { handedOut } from "./trust.ts";

type Keys = Readonly<Record<string, unknown>>;

/** What pods ask of AWS. */
export interface Asked {
  readonly action: string;
  /** ARN without wildcards; `*` for an action that has no resource. */
  readonly resource: string;
  /** Keys of the request besides those that follow from caller, way and resource, such as `s3:prefix`. Default: none. */
  readonly context?: Keys;
  /** Whether a service asks in the name of the pods, which no endpoint of the VPC sees. Default: they ask themselves. */
  readonly throughService?: boolean;
}

/** A request of pods, with all policies of the plan that decide about it. */
export interface Question {
  readonly policies: AccessPolicies;
  readonly request: AccessRequest;
  /** What the request is about, where the plan has it. */
  readonly view?: ResourceView | undefined;
}

/**
 * Whether pods may do something in AWS: their role is handed out to them, all policies on the way allow it, and so do those
 * of the key that it uses.
 *
 * @param resource ARN without wildcards; `*` for an action that has no resource.
 * @param context Keys of the request, such as `s3:prefix`. Default: those that follow from caller, way and resource.
 */
export function mayDo(
  world: World,
  principal: Principal,
  action: string,
  resource: string,
  context: Keys = {},
): Outcome {
  return all([
    () => handedOut(world, principal),
    ...requestsOf(world, principal, { action, resource, context }).map(
      (question) => () => outcome(principal, question),
    ),
  ]);
}

/** Whether the pods of a service account may do something in AWS; see `mayDo`. */
export function podMayDo(
  world: World,
  { namespace, serviceAccount }: { readonly namespace: string; readonly serviceAccount: string },
  action: string,
  resource: string,
  context: Keys = {},
): Outcome {
  const principal = principalOf(world, namespace, serviceAccount);
  return principal
    ? mayDo(world, principal, action, resource, context)
    : broken(`Pods of ${namespace} with service account ${serviceAccount} have no identity in AWS`);
}

/** All that AWS is asked when pods do something: for the key that it uses, and for the thing itself, which is the last. */
export function requestsOf(world: World, principal: Principal, asked: Asked): readonly Question[] {
  const question = questionOf(world, principal, asked);
  const use = question.view && keyUse(world, asked.action, asked.resource, question.view);
  const keys = (use?.actions ?? []).map((action) =>
    questionOf(world, principal, {
      action,
      resource: use?.key ?? "",
      context: use?.context ?? {},
      throughService: true,
    }),
  );
  return [...keys, question];
}

function questionOf(world: World, { caller, role, context: own }: Principal, asked: Asked): Question {
  const { action, resource, context, throughService = false } = asked;
  const { account, policy, view } = resourceNamed(world, resource, accountOf(caller) ?? "");
  const way = throughService ? { context: {} } : wayOf(world, action);
  return {
    policies: {
      identity: identityPolicies(world, role),
      boundary: boundaryOf(world, role),
      resource: policy,
      ...("endpoint" in way ? { endpoint: way.endpoint } : {}),
    },
    request: {
      caller,
      action,
      resource,
      account,
      context: {
        ...always,
        "aws:RequestedRegion": world.environment.region,
        ...own,
        ...way.context,
        ...tagsOf(view),
        ...context,
      },
    },
    view,
  };
}

/** Keys that every request has: clients of AWS speak TLS 1.2 or newer. */
const always: Keys = {
  "aws:CurrentTime": unknownValue,
  "aws:SecureTransport": "true",
  "s3:TlsVersion": "1.2",
};

/** The tags of what a request is about; S3 does not show those of buckets. */
const tagsOf = (view: ResourceView | undefined): Keys =>
  view === undefined || view.type.startsWith("aws:s3/")
    ? {}
    : keyed("aws:ResourceTag", { ...view.resource.defaultTags, ...texts(view.at("tags")) });

function outcome({ title, role }: Principal, { policies, request }: Question): Outcome {
  const { allowed, reason, statements } = decide(policies, request);
  const place = statements[0]?.policy.urn ?? role.urn;
  const what = `${request.action} on ${request.resource}`;
  return allowed
    ? held(`${title} may ${what}: ${reason}`, place)
    : broken(`${title} may not ${what}: ${reason}`, place);
}
