import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isBlocking } from "@aip/policies/evaluate.ts";
import type { Plan } from "../../cli/plan/file.ts";
import { planEnvironment } from "../../cli/plan/plan.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("the smallest environment, as the README shows it", () => {
  let plan: Plan;
  before(async () => {
    plan = await planEnvironment("small", { directory: `${root}docs/examples` });
  });

  it("runs MLflow and nothing else that has an address", () => {
    assert.deepEqual(
      plan.endpoints.map(({ service }) => service),
      ["MLflow"],
    );
    assert.deepEqual(plan.violations.filter(isBlocking), []);
  });

  it("costs what the README says, to the dollar", () => {
    const readme = readFileSync(`${root}README.md`, "utf8").replaceAll(/\s+/g, " ");
    const [, expected] =
      /docs\/examples\/Pulumi\.small\.yaml\)[^.]*?about (\d+) USD a month/.exec(readme) ?? [];
    assert.ok(expected, "README.md names no price beside docs/examples/Pulumi.small.yaml");
    assert.equal(Math.round(plan.monthlyUsd), Number(expected));
    assert.deepEqual(plan.unpriced, []);
  });
});
