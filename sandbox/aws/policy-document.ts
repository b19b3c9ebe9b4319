import type { Report } from "../core/model.ts";

const topKeys = ["Version", "Id", "Statement"];
const statementKeys = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];
const actionForm = /^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/;

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/**
 * What IAM refuses in a policy document
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).
 *
 * @param kind `identity` policies name no principal; `resource` and `trust` policies must.
 */
export function checkPolicyDocument(
  property: string,
  text: unknown,
  kind: "identity" | "resource" | "trust",
  report: Report,
): void {
  if (text === undefined) return;
  const document = typeof text === "string" ? parse(text) : text;
  if (document === null || typeof document !== "object") {
    report(property, text, "a JSON policy document");
    return;
  }
  const policy = document as Record<string, unknown>;
  for (const key of Object.keys(policy)) {
    if (!topKeys.includes(key)) report(`${property}.${key}`, policy[key], `only ${topKeys.join(", ")}`);
  }
  if (policy.Version !== "2012-10-17") report(`${property}.Version`, policy.Version, "2012-10-17");
  const statements = asList(policy.Statement).filter((statement) => statement !== undefined);
  if (statements.length === 0) report(`${property}.Statement`, policy.Statement, "at least one statement");
  for (const [index, statement] of statements.entries()) {
    checkStatement(`${property}.Statement[${index}]`, statement, kind, report);
  }
  const sids = statements
    .map((statement) => (statement as { Sid?: unknown }).Sid)
    .filter((sid) => sid !== undefined);
  if (new Set(sids).size < sids.length) report(`${property}.Statement`, sids, "statement ids that differ");
}

function checkStatement(path: string, value: unknown, kind: string, report: Report): void {
  if (value === null || typeof value !== "object") {
    report(path, value, "a statement object");
    return;
  }
  const statement = value as Record<string, unknown>;
  for (const key of Object.keys(statement)) {
    if (!statementKeys.includes(key))
      report(`${path}.${key}`, statement[key], `only ${statementKeys.join(", ")}`);
  }
  if (statement.Effect !== "Allow" && statement.Effect !== "Deny") {
    report(`${path}.Effect`, statement.Effect, "Allow or Deny");
  }
  const actions = asList(statement.Action ?? statement.NotAction).filter((action) => action !== undefined);
  if (actions.length === 0) report(`${path}.Action`, statement.Action, "at least one action");
  for (const action of actions) {
    if (typeof action !== "string" || !actionForm.test(action)) {
      report(`${path}.Action`, action, "actions of the form service:Action");
    }
  }
  const principal = statement.Principal ?? statement.NotPrincipal;
  if (kind === "identity" && principal !== undefined)
    report(`${path}.Principal`, principal, "no principal in an identity policy");
  if (kind !== "identity" && principal === undefined) report(`${path}.Principal`, undefined, "a principal");
  const resource = statement.Resource ?? statement.NotResource;
  if (kind === "trust" && resource !== undefined)
    report(`${path}.Resource`, resource, "no resource in a trust policy");
  if (kind !== "trust" && asList(resource).filter((item) => item !== undefined).length === 0) {
    report(`${path}.Resource`, resource, "at least one resource");
  }
  for (const item of asList(resource)) {
    if (item === undefined) continue;
    if (typeof item !== "string" || !(item === "*" || item.startsWith("arn:"))) {
      report(`${path}.Resource`, item, 'ARNs, or "*"');
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
