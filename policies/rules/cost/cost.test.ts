import assert from "node:assert/strict";
import { unknownValue } from "@aip/common/protocol.ts";
import { resource } from "@aip/common/testing/resource.ts";
import { viewsOf } from "@aip/common/view/stack.ts";
import { usageDefaults } from "@aip/pricing/usage/usage.ts";
import fc from "fast-check";
import { evaluate } from "../../evaluate.ts";
import { environment } from "../../testing/judge.ts";
import { ebsGp3Preferred } from "./ebs-gp3-preferred.ts";
import { costRules } from "./index.ts";

describe("cost rules", () => {
  it("say nothing of budgets where there is no environment file", () => {
    for (const rule of ["cost-environment-budget", "cost-increase-bounded", "cost-layer-budget"]) {
      const outcome = evaluate([resource("aws:ec2/instance:Instance", { instanceType: "p5.48xlarge" })], {
        rules: costRules.filter(({ name }) => name === rule),
        environment: { ...environment, scope: "environment" },
      });
      assert.deepEqual(outcome.violations, []);
    }
  });

  it("never break down, whatever is in the inputs and in a usage no schema has checked", () => {
    const types = [...new Set(costRules.flatMap((rule) => rule.types))].filter((type) => type !== "*");
    const wild = fc.anything({ maxDepth: 4, withNullPrototype: true });
    const keys = [...Object.keys(usageDefaults), "assumeRegion"];
    const own = new Set(costRules.map(({ name }) => name));
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.dictionary(fc.string(), wild),
        fc.dictionary(fc.constantFrom(...keys), wild),
        (type, inputs, usage) => {
          const outcome = evaluate([resource(type, inputs)], {
            rules: costRules,
            environment: {
              ...environment,
              scope: "environment",
              budget: { monthlyUsd: 1000, layers: {} },
              usage,
              previousMonthlyUsd: 1,
            },
          });
          assert.deepEqual(
            outcome.violations.filter(({ policy }) => !own.has(policy)),
            [],
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it("ebs-gp3-preferred changes a gp2 volume by its type alone, and leaves others as they are", () => {
    const changed = (inputs: Record<string, unknown>) => {
      const [volume] = viewsOf(resource("aws:ebs/volume:Volume", inputs));
      return volume && ebsGp3Preferred.remediate?.(volume, { config: {}, environment });
    };
    assert.deepEqual(changed({ size: 10, type: "gp2" }), { size: 10, type: "gp3" });
    assert.deepEqual(changed({ size: 10 }), { size: 10, type: "gp3" });
    assert.equal(changed({ size: 10, type: "io2" }), undefined);
    assert.equal(changed({ size: 10, type: unknownValue }), undefined);
  });
});
