import type { Value } from "../value.ts";

/** The statements of an IAM policy document, which may be a text or an object, and hold one statement or a list. */
export function statements(document: Value): Value[] {
  const found = document.json().at("Statement");
  const list = found.list();
  return list.length > 0 || found.isAbsent ? list : [found];
}

export const allows = (statement: Value): boolean => statement.at("Effect").text() === "Allow";

/** The keys that, compared with something definite, leave only callers somebody has named. */
const narrowing: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "aws:vpcsourceip",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
]);

const operators =
  /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/;

/** Whether a value lets anybody through, such as `*`, `arn:aws:iam::*:*` or the whole internet. */
const anything = (value: string): boolean =>
  /^[*?:]*$/.test(value) ||
  /^arn:[^:]*:[^:]*:[^:]*:\*?:[^a-z0-9]*$/i.test(value) ||
  value === "0.0.0.0/0" ||
  value === "::/0";

/** Whether the conditions of a statement keep out everybody but callers that are named in them. */
export function isNarrowed(statement: Value): boolean {
  return statement
    .at("Condition")
    .entries()
    .some(
      ([operator, keys]) =>
        operators.test(operator) &&
        keys.entries().some(([key, values]) => {
          if (!narrowing.has(key.toLowerCase())) return false;
          const given = values.texts();
          return given.length > 0 && !given.some(anything);
        }),
    );
}

/** Whether a statement of a resource's policy lets in anybody: a wildcard principal that no condition narrows. */
export function isPublic(statement: Value): boolean {
  if (!allows(statement)) return false;
  const principal = statement.at("Principal");
  const everybody =
    principal.raw() === "*" ||
    principal.at("AWS").texts().includes("*") ||
    principal.at("CanonicalUser").texts().includes("*") ||
    !statement.at("NotPrincipal").isAbsent;
  return everybody && !isNarrowed(statement);
}
