import type { AccessRequest } from "../request.ts";

export type Document = Readonly<Record<string, unknown>>;

/** A request for `s3:GetObject` on an object of the caller's account, and the policies that decide about it. */
export interface AccessCase {
  /** What the documentation says, in a sentence. */
  readonly says: string;
  readonly identity?: readonly Document[];
  readonly resource?: Document;
  readonly boundary?: Document;
  readonly session?: Document;
  readonly endpoint?: Document;
  readonly serviceControl?: readonly (readonly Document[])[];
  readonly request?: Partial<AccessRequest>;
  readonly expected: "allowed" | "refused" | { readonly undecided: RegExp };
  /** Why the independent simulator answers otherwise, or cannot be asked. Default: it answers the same. */
  readonly judge?: { readonly differs: string } | { readonly cannot: string };
}

export const account = "123456789012";
export const otherAccount = "210987654321";

export const role = {
  kind: "role",
  arn: `arn:aws:iam::${account}:role/team/reader`,
  session: "pod",
} as const;
export const user = { kind: "user", arn: `arn:aws:iam::${account}:user/ana` } as const;
export const object = "arn:aws:s3:::lake/raw/2026/a.parquet";
export const key = `arn:aws:kms:us-east-1:${account}:key/k1`;

export const document = (...statements: readonly Document[]): Document => ({
  Version: "2012-10-17",
  Statement: statements,
});

/** A statement that allows or denies everything that is not narrowed. */
export const allow = (more: Document = {}): Document => ({
  Effect: "Allow",
  Action: "*",
  Resource: "*",
  ...more,
});
export const deny = (more: Document = {}): Document => ({ ...allow(more), Effect: "Deny" });

/** An identity policy of one statement, which allows everything that is not narrowed. */
export const identity = (more: Document) => ({ identity: [document(allow(more))] });

/** A request with these keys in its context. */
export const context = (keys: Document) => ({ request: { context: keys } });

/** A policy variable as documents write it. */
export const variable = (name: string): string => `\${${name}}`;

export const allowAll = document(allow());
/** Full access for everybody, as an endpoint and a bucket write it. */
export const open = document(allow({ Principal: "*" }));
