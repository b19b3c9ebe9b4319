import type { NamedPolicy } from "@aip/common/iam/statement.ts";
import { unknownValue } from "@aip/common/protocol.ts";
import { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import type { World } from "../world/world.ts";
import { planned } from "./documents.ts";
import { roleType } from "./principal.ts";
import { arnName, namedResource } from "./resources.ts";

/** What an ARN names. */
export interface OwnedResource {
  /** The resource, where the plan has it. */
  readonly view?: ResourceView;
  /** Its policy. Default: it has none. */
  readonly policy?: NamedPolicy | undefined;
}

/** The parts of an ARN that finders need. */
interface Arn {
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  /** What follows the account. */
  readonly name: string;
}

type Find = (world: World, arn: Arn) => OwnedResource;

interface Types {
  readonly resource: string;
  /** Property of the resource that is its name. */
  readonly name: string;
  readonly policy: string;
  /** Property of the policy that refers to the resource. */
  readonly refers: string;
  /** The name or id of the resource that an ARN is of. Default: what follows the account. */
  readonly nameOf?: (arn: Arn) => string;
}

/** Finds a resource by its name, and its policy in the resource that refers to it. */
const withPolicy =
  ({ resource, name: property, policy: policyType, refers, nameOf = ({ name }) => name }: Types): Find =>
  (world, arn) => {
    const view = namedResource(world, resource, nameOf(arn), property);
    if (!view) return {};
    const holder = world.stack.referring(view, refers, policyType)[0];
    return { view, policy: holder && planned(holder.name, holder.at("policy"), holder) };
  };

/**
 * The policy that AWS gives a key that has none of its own
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html, 2026-11-24).
 */
const accountDecides = (account: string) =>
  Value.of({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" }],
  });

/** The policy of what the plan does not make, which it does not show. */
export const notPlanned = (arn: string): OwnedResource => {
  const name = `the policy of ${arn}, which is not in the plan,`;
  return { policy: { name, document: Value.of(unknownValue, name) } };
};

const key: Find = (world, { arn, account, name }) => {
  const view = namedResource(world, "aws:kms/key:Key", arnName(name));
  if (!view) return notPlanned(arn);
  const own = view.at("policy");
  return { view, policy: planned(view.name, own.isAbsent ? accountDecides(account) : own, view) };
};

/** Who may become a role. */
export const trustPolicy = (role: ResourceView): NamedPolicy =>
  planned(`the trust policy of ${role.name}`, role.at("assumeRolePolicy"), role);

const role: Find = (world, { name }) => {
  const view = name.startsWith("role/") ? namedResource(world, roleType, arnName(name)) : undefined;
  return view ? { view, policy: trustPolicy(view) } : {};
};

const finders: Readonly<Record<string, Find>> = {
  s3: withPolicy({
    resource: "aws:s3/bucket:Bucket",
    name: "bucket",
    policy: "aws:s3/bucketPolicy:BucketPolicy",
    refers: "bucket",
    nameOf: ({ name }) => name.split("/")[0] ?? "",
  }),
  kms: key,
  iam: role,
  secretsmanager: withPolicy({
    resource: "aws:secretsmanager/secret:Secret",
    name: "arn",
    policy: "aws:secretsmanager/secretPolicy:SecretPolicy",
    refers: "secretArn",
    nameOf: ({ arn }) => arn,
  }),
  sqs: withPolicy({
    resource: "aws:sqs/queue:Queue",
    name: "name",
    policy: "aws:sqs/queuePolicy:QueuePolicy",
    refers: "queueUrl",
    nameOf: ({ region, account, name }) => `https://sqs.${region}.amazonaws.com/${account}/${name}`,
  }),
  sns: withPolicy({
    resource: "aws:sns/topic:Topic",
    name: "name",
    policy: "aws:sns/topicPolicy:TopicPolicy",
    refers: "arn",
    nameOf: ({ arn }) => arn,
  }),
  ecr: withPolicy({
    resource: "aws:ecr/repository:Repository",
    name: "name",
    policy: "aws:ecr/repositoryPolicy:RepositoryPolicy",
    refers: "repository",
    nameOf: ({ name }) => name.replace(/^repository\//, ""),
  }),
};

/**
 * What an ARN names, with its policy and its account. A bucket, whose ARN names no account, is the platform's where the
 * plan has it.
 *
 * @param own Account of the platform.
 */
export function resourceNamed(
  world: World,
  arn: string,
  own: string,
): OwnedResource & { readonly account: string } {
  const [, , service = "", region = "", named = "", ...rest] = arn.split(":");
  const found = finders[service]?.(world, { arn, region, account: named, name: rest.join(":") }) ?? {};
  const account = named || (service === "s3" && !found.view ? "of another" : own);
  return account === own || found.view ? { ...found, account } : { ...notPlanned(arn), account };
}
