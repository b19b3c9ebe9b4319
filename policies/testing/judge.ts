import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type { ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { noConfiguration } from "../configuration.ts";
import { packPolicies } from "../pack-policies.ts";
import type { RuleEnvironment } from "../rule.ts";
import { allRules } from "../rules/index.ts";
import { type CaseResource, type Given, type RuleCases, resourcesOf } from "./cases.ts";

// The SDK's own proxy; marked internal there, so it has no types.
const { unknownCheckingProxy } = createRequire(import.meta.url)("@pulumi/policy/proxy.js") as {
  unknownCheckingProxy(inputs: object): Record<string, unknown>;
};

/** What cases are judged in, but for what they say themselves. */
export const environment: RuleEnvironment = {
  name: "prod",
  profile: "production",
  today: "2026-11-21",
  scope: "stack",
};

const urnOf = ({ type, name }: CaseResource) => `urn:pulumi:prod::case::${type}::${name}`;

/** What the SDK hands to a policy: properties behind the proxy that throws where a value is unknown. */
function sdkResource(given: CaseResource, all: readonly CaseResource[]) {
  const named = (name: string) => {
    const target = all.find((candidate) => candidate.name === name);
    assert.ok(target, `the case refers to ${name}, which it does not hold`);
    return { urn: urnOf(target) };
  };
  return {
    type: given.type,
    name: given.name,
    urn: urnOf(given),
    props: unknownCheckingProxy({ ...given.inputs }),
    opts: { protect: given.protect ?? false },
    ...(given.component ? {} : { provider: { props: {} } }),
    ...(given.parent === undefined ? {} : { parent: named(given.parent) }),
    dependencies: [...Object.values(given.refers), ...(given.dependsOn ?? [])].map(named),
    propertyDependencies: Object.fromEntries(
      Object.entries(given.refers).map(([key, name]) => [key, [named(name)]]),
    ),
  };
}

class NotApplicable extends Error {}

export interface Verdict {
  /** Messages; a rule that broke down reports an object. */
  readonly found: readonly unknown[];
  readonly deferred: boolean;
}

/** Runs one rule over a case as the SDK does. */
export function judge(cases: RuleCases, given: Given): Verdict {
  const rule = allRules.find(({ name }) => name === cases.rule);
  assert.ok(rule, `there is no rule ${cases.rule}`);
  const policies = packPolicies({
    rules: [rule],
    environment: { ...environment, ...cases.environment },
    configuration: { ...noConfiguration, settings: { [cases.rule]: cases.settings ?? {} } },
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
      throw new NotApplicable();
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
        if (!(error instanceof NotApplicable)) throw error;
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
