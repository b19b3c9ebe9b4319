import { someKnown } from "../three-valued.ts";
import type { Value } from "../value.ts";
import { accountOf, type Caller, sessionArn } from "./request.ts";

/**
 * How a resource's policy names a caller: itself or everybody; the role whose session it is; or its whole account, which
 * leaves the decision to that account's identity policies.
 */
export type Named = "itself" | "role" | "account";

/**
 * Whether a statement without a principal, or with one that names the caller in one of these ways, is for the caller.
 *
 * @param bounded Whether the caller has a permissions boundary: `NotPrincipal` spares nobody who has one
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html, 2026-11-24).
 */
export function isFor(statement: Value, caller: Caller, ways: readonly Named[], bounded: boolean): boolean {
  const named = statement.at("Principal");
  if (!named.isAbsent) return names(named, caller, ways);
  const others = statement.at("NotPrincipal");
  // Everybody who is not named: a session is spared only where its account, its role and itself all are.
  return others.isAbsent || bounded || !spares(others, caller);
}

function names(principal: Value, caller: Caller, ways: readonly Named[]): boolean {
  return someKnown(entriesOf(principal), ({ kind, value }) => {
    const text = value.text() ?? "";
    if (text === "*" && (kind === "AWS" || kind === "*")) return ways.includes("itself");
    if (kind === "Service")
      return caller.kind === "service" && caller.service === text && ways.includes("itself");
    if (kind === "Federated")
      return caller.kind === "federated" && caller.provider === text && ways.includes("itself");
    return kind === "AWS" && "arn" in caller && ways.some((way) => idsOf(caller)[way].includes(text));
  });
}

/** The ways to write a caller: `*`, or lists by kind. */
const entriesOf = (principal: Value): { readonly kind: string; readonly value: Value }[] => {
  if (principal.text() !== undefined) return [{ kind: "*", value: principal }];
  return principal.entries().flatMap(([kind, values]) => {
    const list = values.isUnknown ? [] : values.list();
    return (list.length > 0 ? list : [values]).map((value) => ({ kind, value }));
  });
};

function idsOf(
  caller: Extract<Caller, { readonly arn: string }>,
): Readonly<Record<Named, readonly string[]>> {
  const account = accountOf(caller) ?? "";
  return {
    itself:
      caller.kind === "user"
        ? [caller.arn]
        : caller.session === undefined
          ? []
          : [sessionArn({ arn: caller.arn, session: caller.session })],
    role: caller.kind === "role" ? [caller.arn] : [],
    account: [account, `${caller.arn.split(":").slice(0, 2).join(":")}:iam::${account}:root`],
  };
}

function spares(others: Value, caller: Caller): boolean {
  if (!("arn" in caller)) return names(others, caller, ["itself"]);
  const ids = idsOf(caller);
  const needed = (["itself", "role", "account"] as const).filter((way) => ids[way].length > 0);
  return needed.every((way) => names(others, caller, [way]));
}
