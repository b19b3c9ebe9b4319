import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type { ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { type CaseResource, type Given, type RuleCases, resourcesOf, unknown } from "../cases/case.ts";
import { allCases } from "../cases/index.ts";
import { noConfiguration } from "../configuration.ts";
import { packPolicies } from "../pack-policies.ts";
import type { RuleEnvironment } from "../rule.ts";
import { allRules } from "./index.ts";

// The SDK's own proxy; marked internal there, so it has no types.
const { unknownCheckingProxy } = createRequire(import.meta.url)("@pulumi/policy/proxy.js") as {
  unknownCheckingProxy(inputs: object): Record<string, unknown>;
};

const environment: RuleEnvironment = {
  name: "prod",
  profile: "production",
  today: "2026-11-21",
  scope: "stack",
};
const urnOf = (type: string, name: string) => `urn:pulumi:prod::case::${type}::${name}`;

/** What the SDK hands to a policy: properties behind the proxy that throws where a value is unknown. */
function sdkResource(given: CaseResource, all: readonly CaseResource[]) {
  const named = (name: string) => {
    const target = all.find((candidate) => candidate.name === name);
    assert.ok(target, `the case refers to ${name}, which it does not hold`);
    return { urn: urnOf(target.type, target.name) };
  };
  return {
    type: given.type,
    name: given.name,
    urn: urnOf(given.type, given.name),
    props: unknownCheckingProxy({ ...given.inputs }),
    opts: { protect: given.protect },
    dependencies: Object.values(given.refers).map(named),
    propertyDependencies: Object.fromEntries(
      Object.entries(given.refers).map(([key, name]) => [key, [named(name)]]),
    ),
  };
}

class OtherType extends Error {}

interface Verdict {
  readonly found: readonly unknown[];
  readonly deferred: boolean;
}

/** Runs one rule over a case as the SDK does. */
function judge(cases: RuleCases, given: Given): Verdict {
  const rule = allRules.find(({ name }) => name === cases.rule);
  assert.ok(rule, `there is no rule ${cases.rule}`);
  const configuration = { ...noConfiguration, settings: { [cases.rule]: cases.settings ?? {} } };
  const policies = packPolicies({
    rules: [rule],
    environment: { ...environment, ...cases.environment },
    configuration,
    problems: [],
    region: "us-east-1",
  });
  const policy = policies.find(({ name }) => name === rule.name);
  const resources = resourcesOf(cases, given);
  const found: unknown[] = [];
  const report = ((message: unknown) => found.push(message)) as unknown as ReportViolation;
  const rest = {
    getConfig: () => ({}),
    stackTags: new Map(),
    notApplicable: () => {
      throw new OtherType();
    },
  };
  const sdk = resources.map((resource) => sdkResource(resource, resources));
  if (rule.kind === "stack") {
    const { validateStack } = policy as StackValidationPolicy;
    validateStack({ resources: sdk, ...rest } as never, report);
  } else {
    const validate = (policy as ResourceValidationPolicy).validateResource as (
      args: unknown,
      report: unknown,
    ) => void;
    for (const args of sdk) {
      try {
        validate({ ...args, ...rest }, report);
      } catch (error) {
        if (!(error instanceof OtherType)) throw error;
      }
    }
  }
  let deferred = false;
  const last = policies.at(-1) as StackValidationPolicy;
  last.validateStack(
    { resources: [], ...rest } as never,
    (() => {
      deferred = true;
    }) as ReportViolation,
  );
  return { found, deferred };
}

const mentionsUnknown = (given: Given): boolean => JSON.stringify(given).includes(unknown);

describe("the cases of the rules, through the SDK's own proxy", () => {
  for (const cases of allCases) {
    describe(cases.rule, () => {
      for (const [title, given] of Object.entries(cases.good)) {
        it(`accepts: ${title}`, () => {
          assert.deepEqual(judge(cases, given), { found: [], deferred: false });
        });
      }
      for (const [title, given] of Object.entries(cases.bad)) {
        it(`finds: ${title}`, () => {
          const { found } = judge(cases, given);
          assert.notEqual(found.length, 0);
          // A rule that broke down reports an object, under another name.
          assert.ok(found.every((message) => typeof message === "string"));
        });
      }
      for (const [title, given] of Object.entries(cases.deferred ?? {})) {
        it(`waits: ${title}`, () => {
          assert.deepEqual(judge(cases, given), { found: [], deferred: true });
        });
      }
    });
  }

  it("hold a good one, a bad one and one with unknown values for every rule", () => {
    const lacking = allRules
      .filter(({ family }) => family !== "cost")
      .filter(({ name }) => {
        const cases = allCases.filter(({ rule }) => rule === name);
        const good = cases.flatMap((one) => Object.values(one.good));
        const bad = cases.flatMap((one) => Object.values(one.bad));
        const deferred = cases.flatMap((one) => Object.values(one.deferred ?? {}));
        return good.length === 0 || bad.length === 0 || ![...good, ...bad, ...deferred].some(mentionsUnknown);
      });
    assert.deepEqual(
      lacking.map(({ name }) => name),
      [],
    );
  });

  it("are more than 300", () => {
    const count = allCases
      .flatMap(({ good, bad, deferred }) => [good, bad, deferred ?? {}])
      .reduce((sum, group) => sum + Object.keys(group).length, 0);
    assert.ok(count > 300, `${count} cases`);
  });
});
