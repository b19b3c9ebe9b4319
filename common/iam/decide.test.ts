import assert from "node:assert/strict";
import { UnknownValue, Value } from "../value.ts";
import { type AccessCase, account, type Document, object, role } from "./cases/case.ts";
import { conditions } from "./cases/conditions.ts";
import { elements } from "./cases/elements.ts";
import { evaluation } from "./cases/evaluation.ts";
import { undecided } from "./cases/undecided.ts";
import { type AccessPolicies, decide } from "./decide.ts";
import type { AccessRequest } from "./request.ts";
import type { NamedPolicy } from "./statement.ts";
import { judged } from "./testing/judge.ts";

/** A document without the keys that a case takes out, which would count as not known yet. */
const without = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(without)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, inner]) => inner !== undefined)
            .map(([key, inner]) => [key, without(inner)]),
        )
      : value;

const named = (name: string, document: Document): NamedPolicy => ({
  name,
  document: Value.of(without(document), name),
});
const optional = (name: string, document: Document | undefined) => document && named(name, document);

const policiesOf = (given: AccessCase): AccessPolicies => ({
  identity: (given.identity ?? []).map((document, index) => named(`identity policy ${index}`, document)),
  resource: optional("bucket policy", given.resource),
  boundary: optional("boundary", given.boundary),
  session: optional("session policy", given.session),
  endpoint: optional("endpoint policy", given.endpoint),
  serviceControl: given.serviceControl?.map((level) =>
    level.map((one) => named("service control policy", one)),
  ),
});

const requestOf = (given: AccessCase): AccessRequest => ({
  caller: role,
  action: "s3:GetObject",
  resource: object,
  account,
  ...given.request,
});

describe("access to AWS", () => {
  for (const [title, cases] of Object.entries({ evaluation, elements, conditions, undecided })) {
    describe(title, () => {
      for (const given of cases) {
        const { says, expected, judge } = given;
        it(says, async () => {
          const [policies, request] = [policiesOf(given), requestOf(given)];
          if (typeof expected !== "string") {
            assert.throws(
              () => decide(policies, request),
              (error) => error instanceof UnknownValue && expected.undecided.test(error.path),
            );
            return;
          }
          const { allowed, reason } = decide(policies, request);
          assert.equal(allowed ? "allowed" : "refused", expected, reason);
          if (judge && "cannot" in judge) return;
          const answer = await judged(policies, request);
          assert.deepEqual(answer, { allowed: judge ? !allowed : allowed, ignored: [] }, "the judge");
        });
      }
    });
  }
});
