import assert from "node:assert/strict";
import fc from "fast-check";
import { Value } from "../value.ts";
import { account, allow, key, object, otherAccount, role, user, variable } from "./cases/case.ts";
import { type AccessPolicies, decide } from "./decide.ts";
import type { AccessRequest, Caller } from "./request.ts";
import type { NamedPolicy } from "./statement.ts";
import { judged, simulationOf } from "./testing/judge.ts";

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);

const callers: readonly Caller[] = [
  role,
  user,
  { kind: "role", arn: `arn:aws:iam::${account}:role/writer`, session: "job" },
];
const deployer = `arn:aws:iam::${account}:role/deployer`;
const targets: readonly (readonly [string, string])[] = [
  ["s3:GetObject", object],
  ["s3:PutObject", "arn:aws:s3:::lake/curated/b"],
  ["kms:Decrypt", key],
  ["sqs:SendMessage", `arn:aws:sqs:us-east-1:${account}:jobs`],
  ["sts:AssumeRole", deployer],
];

const team = "aws:PrincipalTag/team";
const values = (...given: readonly string[]) => fc.array(oneOf(...given), { minLength: 1, maxLength: 2 });
const condition = fc.oneof(
  fc.record({
    operator: oneOf("StringEquals", "StringLike", "StringEqualsIfExists", "StringEqualsIgnoreCase"),
    key: oneOf(team, "aws:PrincipalTag/stage", "aws:SourceVpce"),
    values: values("a", "A", "b", "a*", "?", variable(team)),
  }),
  // What must not match has no variables: what one that the request does not have does there is documented nowhere.
  fc.record({
    operator: oneOf("StringNotEquals", "StringNotLike", "StringNotEqualsIfExists"),
    key: oneOf(team, "aws:PrincipalTag/stage", "aws:SourceVpce"),
    values: values("a", "A", "b", "a*", "?"),
  }),
  fc.record({
    operator: oneOf(
      "ForAllValues:StringEquals",
      "ForAnyValue:StringEquals",
      "ForAllValues:StringLike",
      "ForAnyValue:StringLike",
    ),
    key: fc.constant("aws:TagKeys"),
    values: values("a", "b", "a*"),
  }),
  fc.record({
    operator: oneOf("ArnLike", "ArnNotLike", "ArnEquals", "ArnEqualsIfExists"),
    key: oneOf("aws:PrincipalArn", "aws:SourceArn"),
    values: fc.array(
      oneOf(role.arn, `arn:aws:iam::${account}:role/*`, "arn:aws:iam::*:user/ana", "arn:aws:iam::*:*"),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
  }),
  fc.record({
    operator: oneOf("IpAddress", "NotIpAddress", "IpAddressIfExists"),
    key: fc.constant("aws:SourceIp"),
    values: values("10.0.0.0/8", "10.1.0.0/16", "203.0.113.7"),
  }),
  fc.record({
    operator: fc.constant("Null"),
    key: oneOf(team, "aws:SourceVpce"),
    values: oneOf(["true"], ["false"]),
  }),
  fc.record({
    operator: oneOf("Bool", "BoolIfExists"),
    key: fc.constant("aws:SecureTransport"),
    values: oneOf(["true"], ["false"]),
  }),
);

const principals = oneOf<unknown>(
  "*",
  { AWS: "*" },
  { AWS: account },
  { AWS: `arn:aws:iam::${account}:root` },
  { AWS: role.arn },
  { AWS: [user.arn, `arn:aws:iam::${account}:role/writer`] },
  { AWS: `arn:aws:sts::${account}:assumed-role/reader/pod` },
  { Service: "lambda.amazonaws.com" },
);

const actions = fc.array(
  oneOf("*", "*", "*", "s3:*", "s3:Get*", "s3:PutObject", "kms:Decrypt", "sqs:*", "sts:AssumeRole"),
  { minLength: 1, maxLength: 2 },
);
const patterns = [
  "*",
  "*",
  "*",
  "arn:aws:s3:::lake/*",
  "arn:aws:s3:::lake/raw/*",
  "arn:aws:s3:::*/curated/?",
  key,
  "arn:aws:sqs:*:*:jobs",
  deployer,
];
/** What NotResource matches with a variable that the request does not have is documented nowhere, so it gets none. */
const resource = fc.oneof(
  {
    weight: 4,
    arbitrary: values(...patterns, `arn:aws:s3:::lake/${variable(team)}/*`).map(
      (list) => ["Resource", list] as const,
    ),
  },
  { weight: 1, arbitrary: values(...patterns).map((list) => ["NotResource", list] as const) },
);

const statement = (named: fc.Arbitrary<unknown> | undefined) =>
  fc
    .record({
      effect: oneOf("Allow", "Allow", "Allow", "Allow", "Allow", "Allow", "Deny"),
      action: fc.tuple(oneOf("Action", "Action", "Action", "Action", "NotAction"), actions),
      resource,
      conditions: oneOf(0, 0, 0, 1, 2).chain((length) =>
        fc.array(condition, { minLength: length, maxLength: length }),
      ),
      principal: named ?? fc.constant(undefined),
    })
    .map(({ effect, action, resource, conditions, principal }) => ({
      Effect: effect,
      ...(principal === undefined ? {} : { Principal: principal }),
      [action[0]]: action[1],
      [resource[0]]: resource[1],
      ...(conditions.length === 0
        ? {}
        : {
            Condition: Object.fromEntries(conditions.map((one) => [one.operator, { [one.key]: one.values }])),
          }),
    }));

/** Every other one begins by allowing everything, so that what limits it decides. */
const policy = (name: string, named?: fc.Arbitrary<unknown>): fc.Arbitrary<NamedPolicy> =>
  fc
    .tuple(
      oneOf([], [allow(named ? { Principal: "*" } : {})]),
      fc.array(statement(named), { minLength: 1, maxLength: 3 }),
    )
    .map(([first, others]) => ({
      name,
      document: Value.of({ Version: "2012-10-17", Statement: [...first, ...others] }, name),
    }));

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

const policies: fc.Arbitrary<AccessPolicies> = fc.record({
  identity: fc.array(policy("identity"), { maxLength: 2 }),
  resource: maybe(policy("resource", principals)),
  boundary: maybe(policy("boundary")),
  session: maybe(policy("session")),
  endpoint: maybe(policy("endpoint", fc.constant("*"))),
  serviceControl: fc.array(fc.array(policy("scp"), { minLength: 1, maxLength: 2 }), { maxLength: 1 }),
});

const context = fc.record(
  {
    [team]: oneOf("a", "b", "ab"),
    "aws:PrincipalTag/stage": oneOf("a", "A"),
    "aws:SourceVpce": oneOf("a", "b"),
    "aws:SecureTransport": oneOf("true", "false"),
    "aws:SourceIp": oneOf("10.1.2.3", "203.0.113.7"),
    "aws:TagKeys": oneOf(["a"], ["a", "b"], ["c", "ab"]),
  },
  { requiredKeys: [] },
);

const requests: fc.Arbitrary<AccessRequest> = fc
  .record({
    caller: oneOf(...callers),
    target: oneOf(...targets),
    context,
    owner: oneOf(account, account, account, otherAccount),
  })
  .map(({ caller, target: [action, resource], context: keys, owner }) => ({
    caller,
    action,
    resource: resource.replace(account, owner),
    account: owner,
    context: keys,
  }));

describe("decisions about access to AWS", () => {
  it("are those of an independent simulator, whatever the policies and the request", async () => {
    const counts = { true: 0, false: 0 };
    await fc.assert(
      fc.asyncProperty(policies, requests, async (drawn, request) => {
        // Every key and every role has a policy.
        fc.pre(drawn.resource !== undefined || !/^(kms|sts):/.test(request.action));
        // A user has no session policy, and the simulator lets one limit what a resource's policy gives directly.
        const session = request.caller.kind === "role" && !drawn.resource ? drawn.session : undefined;
        const given = { ...drawn, session };
        const { allowed, reason } = decide(given, request);
        counts[`${allowed}`] += 1;
        const answer = await judged(given, request);
        assert.deepEqual(
          { allowed, ignored: [] },
          answer,
          `${reason}: ${JSON.stringify(simulationOf(given, request))}`,
        );
      }),
      { numRuns: 600 },
    );
    assert.ok(counts.true > 60 && counts.false > 60, `one-sided: ${JSON.stringify(counts)}`);
  });
});
