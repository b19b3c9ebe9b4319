import type { NamedPolicy } from "@aip/common/iam/statement.ts";
import { unknownValue } from "@aip/common/protocol.ts";
import { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { iamManagedPolicies } from "@aip/facts/iam-managed-policies.ts";
import type { World } from "../world/world.ts";
import { arnName } from "./resources.ts";

export const planned = (name: string, document: Value, view: ResourceView): NamedPolicy => ({
  name,
  document,
  urn: view.urn,
});

/** A policy by its ARN: one of the plan, or one of AWS' own. What others hold is not known. */
function managedPolicy(world: World, arn: string): NamedPolicy {
  const own = world.stack
    .ofType("aws:iam/policy:Policy")
    .find((view) => view.resource.id === arn || arnName(view.resource.id ?? "") === arnName(arn));
  if (own) return planned(own.name, own.at("policy"), own);
  const name = `the policy ${arnName(arn)}`;
  const fact = iamManagedPolicies[arn];
  return { name, document: Value.of(fact ? fact.document : unknownValue, name) };
}

/** The policies that say what a role may do. */
export function identityPolicies(world: World, role: ResourceView): readonly NamedPolicy[] {
  const { stack } = world;
  const inline = role.at("inlinePolicies").list();
  return [
    ...inline.map((policy) => planned(`an inline policy of ${role.name}`, policy.at("policy"), role)),
    ...stack
      .referring(role, "role", "aws:iam/rolePolicy:RolePolicy")
      .map((policy) => planned(policy.name, policy.at("policy"), policy)),
    ...stack
      .referring(role, "role", "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .map((attachment) => managedPolicy(world, attachment.at("policyArn").text() ?? "")),
    ...role
      .at("managedPolicyArns")
      .texts()
      .map((arn) => managedPolicy(world, arn)),
  ];
}

/** The permissions boundary of a role. */
export function boundaryOf(world: World, role: ResourceView): NamedPolicy | undefined {
  const arn = role.at("permissionsBoundary").text();
  return arn === undefined ? undefined : managedPolicy(world, arn);
}
