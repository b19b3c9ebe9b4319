import type { ResourceView } from "@aip/common/view/view.ts";
import { broken, held, type Outcome } from "../outcome.ts";
import type { World } from "../world/world.ts";
import { type VaultRule, vaultRules } from "./hcl.ts";

const roleType = "vault:kubernetes/authBackendRole:AuthBackendRole";
const policyType = "vault:index/policy:Policy";

/**
 * Whether the pods of a service account may do something with a path of Vault, by a role that they may log in to.
 *
 * @param capability `read`, `list`, `create`, `update`, `patch`, `delete` or `sudo`.
 * @param path Without a slash in front; for secrets of version 2 with `data/` or `metadata/` after the mount.
 */
export function podMayUseVault(
  world: World,
  { namespace, serviceAccount }: { readonly namespace: string; readonly serviceAccount: string },
  capability: string,
  path: string,
): Outcome {
  const who = `pods of ${namespace} with service account ${serviceAccount}`;
  const roles = world.stack.ofType(roleType).filter((role) => {
    const among = (key: string, name: string) =>
      role
        .at(key)
        .texts()
        .some((bound) => bound === "*" || bound === name);
    return (
      among("boundServiceAccountNamespaces", namespace) && among("boundServiceAccountNames", serviceAccount)
    );
  });
  if (roles.length === 0) return broken(`No role of Vault is for ${who}`);
  // A login is for one role: another role of the same pods does not add to it.
  const decisions = roles.map((role) => ({ role, ...vaultDecision(rulesOf(world, role), capability, path) }));
  const allowed = decisions.find((decision) => decision.allowed);
  const { role, reason } = allowed ?? (decisions[0] as (typeof decisions)[number]);
  const what = `${capability} ${path} in Vault: ${reason}`;
  return allowed ? held(`${who} may ${what}`, role.urn) : broken(`${who} may not ${what}`, role.urn);
}

const rulesOf = (world: World, role: ResourceView): readonly VaultRule[] => {
  const names = role.at("tokenPolicies").texts();
  return world.stack
    .ofType(policyType)
    .filter((policy) => names.includes(policy.at("name").text() ?? ""))
    .flatMap((policy) => vaultRules(policy.at("policy").text() ?? ""));
};

/** Whether rules allow something: those of the path that matches best decide, together, and `deny` among them beats all. */
export function vaultDecision(
  rules: readonly VaultRule[],
  capability: string,
  path: string,
): { readonly allowed: boolean; readonly reason: string } {
  const matching = rules.filter((rule) => matches(rule.path, path));
  const best = matching
    .map((rule) => rule.path)
    .sort(bySpecificity)
    .at(-1);
  if (best === undefined) return { allowed: false, reason: "no policy has a path that matches it" };
  const capabilities = matching.filter((rule) => rule.path === best).flatMap((rule) => rule.capabilities);
  if (capabilities.includes("deny")) return { allowed: false, reason: `"${best}" denies it` };
  return capabilities.includes(capability)
    ? { allowed: true, reason: `"${best}" allows it` }
    : { allowed: false, reason: `"${best}" allows ${capabilities.join(", ") || "nothing"}` };
}

function matches(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/\*$/, "")
    .split("/")
    .map((segment) => (segment === "+" ? "[^/]+" : segment.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")))
    .join("/");
  return new RegExp(`^${source}${pattern.endsWith("*") ? "" : "$"}`).test(path);
}

/**
 * The order in which Vault prefers one matching path to another, the preferred one last: the first wildcard comes later;
 * it does not end in a star; it has fewer `+`; it is longer; it comes later in the alphabet
 * (https://developer.hashicorp.com/vault/docs/concepts/policies#priority-matching, 2026-11-24).
 */
function bySpecificity(one: string, other: string): number {
  const rank = (path: string): readonly number[] => {
    const wildcard = path.search(/\+|\*$/);
    return [
      wildcard === -1 ? Number.POSITIVE_INFINITY : wildcard,
      path.endsWith("*") ? 0 : 1,
      -path.split("/").filter((segment) => segment === "+").length,
      path.length,
    ];
  };
  const [a, b] = [rank(one), rank(other)];
  for (const [index, value] of a.entries()) {
    const difference = value === b[index] ? 0 : value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return one < other ? -1 : one > other ? 1 : 0;
}
