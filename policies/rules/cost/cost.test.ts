import assert from "node:assert/strict";
import { usageDefaults } from "@aip/pricing/usage/usage.ts";
import fc from "fast-check";
import { evaluate } from "../../evaluate.ts";
import { subjectsOf } from "../../subject.ts";
import { cluster, environment, instance, judge, resources, unknownStringValue } from "./cases/case.ts";
import { machinesCases } from "./cases/machines.ts";
import { pricesCases } from "./cases/prices.ts";
import { knownFromTheStart, resourcesCases } from "./cases/resources.ts";
import { ebsGp3Preferred } from "./ebs-gp3-preferred.ts";
import { costRules } from "./index.ts";

const cases = [...pricesCases, ...machinesCases, ...resourcesCases];

describe("cost rules", () => {
  for (const { rule, good, bad, names, environment: more } of [...cases, ...knownFromTheStart]) {
    it(`${rule} is silent on what is right`, () => {
      const { violations, deferred } = judge(rule, good, more);
      assert.deepEqual(violations, []);
      assert.deepEqual(deferred, []);
    });

    it(`${rule} finds what is wrong and says it`, () => {
      const { violations } = judge(rule, bad, more);
      assert.deepEqual(
        violations.map(({ policy }) => policy),
        [rule],
      );
      assert.match(violations[0]?.message ?? "", names);
    });
  }

  for (const { rule, unknown, environment: more } of cases) {
    it(`${rule} defers what depends on a value that is not known yet`, () => {
      const { violations, deferred } = judge(rule, unknown, more);
      assert.deepEqual(
        violations.map(({ policy }) => policy).filter((policy) => policy !== "cost-price-known"),
        [],
      );
      assert.deepEqual(
        deferred.map(({ policy }) => policy),
        [rule],
      );
    });
  }

  it("all have a good, a bad and, where it can be, an unknown case", () => {
    const tested = new Set([...cases, ...knownFromTheStart].map(({ rule }) => rule));
    assert.deepEqual(
      costRules.map(({ name }) => name).filter((name) => !tested.has(name)),
      [],
    );
  });

  it("say nothing of budgets where there is no environment file", () => {
    for (const rule of ["cost-environment-budget", "cost-increase-bounded", "cost-layer-budget"]) {
      const { budget: _budget, ...without } = environment;
      const outcome = evaluate(resources([instance("p5.48xlarge")]), {
        rules: costRules.filter(({ name }) => name === rule),
        environment: without,
      });
      assert.deepEqual(outcome.violations, []);
    }
  });

  it("never break down, whatever stands in the inputs and in a usage no schema has checked", () => {
    const types = [...new Set(costRules.flatMap((rule) => rule.types))].filter((type) => type !== "*");
    const wild = fc.anything({ maxDepth: 4, withNullPrototype: true });
    const keys = [...Object.keys(usageDefaults), "assumeRegion"];
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.dictionary(fc.string(), wild),
        fc.dictionary(fc.constantFrom(...keys), wild),
        (type, inputs, usage) => {
          const outcome = evaluate(resources([{ type, inputs }]), {
            rules: costRules,
            environment: { ...environment, usage, previousMonthlyUsd: 1 },
          });
          const own = new Set(costRules.map(({ name }) => name));
          assert.deepEqual(
            outcome.violations.filter(({ policy }) => !own.has(policy)),
            [],
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it("judge a cluster made by the component of @pulumi/eks once", () => {
    const { violations } = judge("eks-version-supported", [
      { type: "eks:index:Cluster", name: "component", component: true, inputs: { version: "1.32" } },
      { ...cluster({ version: "1.32" }), name: "child", parent: "component" },
    ]);
    assert.equal(violations.length, 1);
    const alone = judge("eks-version-supported", [
      { type: "eks:index:Cluster", name: "component", component: true, inputs: { version: "1.32" } },
    ]);
    assert.equal(alone.violations.length, 1);
  });

  it("ebs-gp3-preferred mends a gp2 volume by its type alone, and leaves others as they are", () => {
    const rule = ebsGp3Preferred;
    const mended = (inputs: Record<string, unknown>) => {
      const [volume] = resources([{ type: "aws:ebs/volume:Volume", inputs }]).flatMap(subjectsOf);
      return volume && rule.remediate?.(volume, { config: {}, environment });
    };
    assert.deepEqual(mended({ size: 10, type: "gp2" }), { size: 10, type: "gp3" });
    assert.deepEqual(mended({ size: 10 }), { size: 10, type: "gp3" });
    assert.equal(mended({ size: 10, type: "io2" }), undefined);
    assert.equal(mended({ size: 10, type: unknownStringValue }), undefined);
  });
});
