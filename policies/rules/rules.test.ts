import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { unknownValue } from "@aip/common/protocol.ts";
import type { Resource } from "@aip/common/resource.ts";
import { resource } from "@aip/common/testing/resource.ts";
import fc from "fast-check";
import { noConfiguration } from "../configuration.ts";
import { evaluate } from "../evaluate.ts";
import type { RuleEnvironment } from "../rule.ts";
import { ruleList } from "../rule-list.ts";
import { selfChecks } from "../self-checks.ts";
import { allCases } from "../testing/all-cases.ts";
import { resourcesOf } from "../testing/cases.ts";
import { wellFormed } from "../testing/well-formed.ts";
import { allRules } from "./index.ts";

const environment: RuleEnvironment = {
  name: "prod",
  profile: "production",
  today: "2026-11-21",
  scope: "environment",
};
const here = new URL(".", import.meta.url);

const given = (type: string, inputs: unknown, name = "x"): Resource =>
  resource(type, inputs as Record<string, unknown>, { name });

const types = [...new Set(allRules.flatMap((rule) => rule.types))].filter((type) => !type.endsWith("*"));
const crashes = (resources: readonly Resource[], rules = allRules) =>
  evaluate(resources, { environment, configuration: noConfiguration, rules }).violations.filter(
    ({ policy }) => policy === "policy-crashed",
  );

const judging = (type: string) => allRules.filter((rule) => rule.types.includes(type));

/** Every leaf and branch of a document in turn, replaced. */
function* replaced(value: unknown, by: unknown): Generator<unknown> {
  yield by;
  if (Array.isArray(value)) {
    for (const [index, inner] of value.entries()) {
      for (const other of replaced(inner, by)) yield value.with(index, other);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      for (const other of replaced(inner, by)) yield { ...value, [key]: other };
    }
  }
}

describe("the rules", () => {
  it("have names of their own, of the form <service>-<invariant>", () => {
    const names = [...allRules, ...selfChecks].map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)+$/);
  });

  it("say why, what to do and where to read more", () => {
    for (const rule of [...allRules, ...selfChecks]) {
      assert.doesNotMatch(rule.title, /\.$/, rule.name);
      assert.match(rule.reasoning, /\.$/, rule.name);
      for (const step of rule.remediation) assert.match(step, /\.$/, rule.name);
      assert.match(rule.url, /^https:\/\//, rule.name);
      assert.ok(rule.kind === "self-check" || rule.types.length > 0, rule.name);
    }
  });

  it("are one a file, each in the registry", () => {
    const registered = new Set(allRules.map(({ family, name }) => `${family}/${name}`));
    const families = new Set(allRules.map(({ family }) => family));
    for (const family of families) {
      const files = readdirSync(new URL(`${family}/`, here)).filter(
        (file) => file.endsWith(".ts") && file !== "index.ts" && !/\.(cases|test)\.ts$/.test(file),
      );
      for (const file of files)
        assert.ok(registered.has(`${family}/${file.slice(0, -3)}`), `${family}/${file}`);
    }
  });

  it("import no SDK of a provider", () => {
    for (const rule of allRules) {
      const source = readFileSync(new URL(`${rule.family}/${rule.name}.ts`, here), "utf8");
      assert.doesNotMatch(source, /from "@pulumi\//, rule.name);
    }
  });

  it("are in the list of rules", () => {
    assert.equal(ruleList().length, allRules.length + selfChecks.length);
  });

  it("never break down on random inputs", () => {
    const inputs = fc.oneof(
      fc.anything(),
      fc.object({
        key: fc.constantFrom("spec", "metadata", "policy", "tags", "ingress", "rules", "template"),
      }),
      fc.json(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...types), inputs, (type, value) => {
        assert.deepEqual(crashes([given(type, value)], judging(type)), []);
      }),
      { numRuns: 1000 },
    );
  });

  it("never break down where any part of a case is missing, unknown or of another type", () => {
    for (const cases of allCases) {
      // The last cases of each list hold the most: several resources, nested documents.
      const resources = [cases.good, cases.bad]
        .flatMap((group) => Object.values(group).slice(-1))
        .flatMap((one) => resourcesOf(cases, one));
      for (const { type, inputs } of resources) {
        for (const by of [unknownValue, null, [], {}, 7, "text"]) {
          const variants = [...replaced(inputs, by)].map((variant, index) =>
            given(type, variant, `x${index}`),
          );
          assert.deepEqual(crashes(variants), [], `${cases.rule}: ${type} with ${JSON.stringify(by)}`);
        }
      }
    }
  });

  it("take huge and deep documents", () => {
    const huge = {
      Statement: Array.from({ length: 5000 }, (_, index) => ({
        Effect: "Allow",
        Action: `s3:Get${index}*`,
        Resource: `arn:${index}`,
      })),
    };
    const deep = JSON.parse(`${'{"a":'.repeat(2000)}1${"}".repeat(2000)}`) as Record<string, unknown>;
    assert.deepEqual(
      crashes([
        given("aws:iam/policy:Policy", { policy: JSON.stringify(huge) }),
        given("aws:s3/bucket:Bucket", deep),
      ]),
      [],
    );
  });

  it("find nothing, and wait for nothing, in a well-formed stack", () => {
    const urnOf = (name: string) => {
      const { type } = wellFormed.find((one) => one.name === name) as (typeof wellFormed)[number];
      return resource(type, {}, { name }).urn;
    };
    const resources = wellFormed.map(({ type, name, inputs, refers, protect }) => ({
      ...given(type, inputs, name),
      protect: protect ?? false,
      dependsOn: Object.values(refers).map(urnOf),
      propertyDependencies: Object.fromEntries(
        Object.entries(refers).map(([key, target]) => [key, [urnOf(target)]]),
      ),
    }));
    const rules = allRules.filter(({ family }) => family !== "cost");
    const { violations, deferred } = evaluate(resources, { environment, rules });
    assert.deepEqual(
      violations.map(({ policy, urn, message }) => `${policy} ${urn} ${message}`),
      [],
    );
    assert.deepEqual(deferred, []);
  });
});
