import type { Report } from "./model.ts";

/**
 * Identifiers that AWS gives out. A text of this form in any input must name something that exists, whichever
 * property it is in: one rule for all types, so that no property can be forgotten.
 */
const identifier =
  /^(vpc|subnet|sg|rtb|igw|nat|eipalloc|eni|vpce|acl|fl|lt|fs|fsap|tgw|tgw-attach|pcx|rslvr-rr|pl|dopt|eigw)-[0-9a-f]{8,17}$/;

/** Services whose ARNs are checked: everything that programs refer to by the ARN of another resource. */
const ownArn = /^arn:aws[a-z-]*:(?<service>[a-z0-9-]+):[a-z0-9-]*:(?<account>\d{12}):(?<rest>.+)$/;

/** Where texts are patterns or documents, an ARN need not be that of one existing thing. */
const isPattern = (text: string): boolean => text.includes("*") || text.includes("${") || text.length > 2048;

export interface Existence {
  readonly account: string;
  has(identifier: string): boolean;
}

/** Reports every identifier or ARN of this account in the inputs that names nothing. */
export function checkReferences(
  inputs: unknown,
  existence: Existence,
  report: Report,
  mayDangle: readonly string[] = [],
): void {
  const visit = (value: unknown, path: string): void => {
    if (typeof value === "string") {
      if (isPattern(value)) return;
      if (identifier.test(value)) {
        if (!existence.has(value)) report(path, value, "the id of a resource that exists");
        return;
      }
      const arn = ownArn.exec(value);
      if (arn?.groups?.account !== existence.account) return;
      if (!existence.has(value)) report(path, value, "the ARN of a resource that exists");
      return;
    }
    if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, `${path}[${index}]`);
    else if (value !== null && typeof value === "object") {
      for (const [key, item] of Object.entries(value)) {
        if (path === "" && mayDangle.includes(key)) continue;
        visit(item, path === "" ? key : `${path}.${key}`);
      }
    }
  };
  visit(inputs, "");
}
