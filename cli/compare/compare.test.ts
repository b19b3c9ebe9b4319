import assert from "node:assert/strict";
import type { Plan, PlanResource } from "../plan/file.ts";
import { compare } from "./compare.ts";
import { markdown } from "./markdown.ts";

const resource = (
  name: string,
  inputs: Record<string, unknown>,
  monthlyUsd: number | null,
): PlanResource => ({
  urn: `urn:pulumi:dev::data::aws:s3/bucket:Bucket::${name}`,
  type: "aws:s3/bucket:Bucket",
  name,
  parent: "",
  provider: "",
  custom: true,
  protect: false,
  dependsOn: [],
  inputs,
  monthlyUsd,
});

const planOf = (...resources: PlanResource[]): Plan => {
  const monthlyUsd = resources.reduce((total, item) => total + (item.monthlyUsd ?? 0), 0);
  return {
    version: 1,
    environment: "dev",
    region: "us-east-1",
    layers: [{ name: "data", resources, outputs: {}, monthlyUsd }],
    violations: [],
    monthlyUsd,
    deferredPolicies: [],
    disabledPolicies: [],
    maximumUsd: 0,
    budgetUsd: 100,
    unpriced: [],
    charts: { opened: 0, closed: [] },
    journeys: [],
    reach: [],
    placement: { pools: [], unplaced: [], namespaces: [] },
    endpoints: [],
  };
};

describe("the comparison of two plans", () => {
  const kept = resource("kept", { bucket: "kept", forceDestroy: false }, 1);

  it("of equal plans is empty", () => {
    const { changes, introduced, resolved, deltaUsd } = compare(planOf(kept), planOf(kept));
    assert.deepEqual([changes, introduced, resolved, deltaUsd], [[], [], [], 0]);
    assert.match(markdown(compare(planOf(kept), planOf(kept)), planOf(kept)), /Nothing changes\./);
  });

  it("reports created, updated, replaced and deleted resources and their price", () => {
    const before = planOf(
      kept,
      resource("renamed", { bucket: "old-name" }, 2),
      resource("gone", { bucket: "gone" }, 3),
    );
    const after = planOf(
      resource("kept", { bucket: "kept", forceDestroy: true }, 1),
      resource("renamed", { bucket: "new-name" }, 2),
      resource("made", { bucket: "made" }, 5),
    );
    const { changes, deltaUsd } = compare(before, after);
    assert.deepEqual(
      changes.map(({ operation, name, properties, deltaUsd: delta }) => [operation, name, properties, delta]),
      [
        ["delete", "gone", [], -3],
        ["replace", "renamed", ["bucket"], 0],
        ["update", "kept", ["forceDestroy"], 0],
        ["create", "made", [], 5],
      ],
    );
    assert.equal(deltaUsd, 2);
  });

  it("puts data that is lost first, and says so", () => {
    const before = planOf(kept, resource("renamed", { bucket: "old-name" }, 2));
    const after = planOf(kept, resource("renamed", { bucket: "new-name" }, 2));
    const text = markdown(compare(before, after), after);
    const [, second] = text.split("\n\n");
    assert.match(second ?? "", /DATA IS LOST/);
    assert.match(second ?? "", /\*\*renamed\*\*.*\*\*replaced\*\*.*`bucket` changes/);
  });

  it("does not call an unknown price nothing", () => {
    const { changes } = compare(planOf(), planOf(resource("made", { bucket: "made" }, null)));
    assert.equal(changes[0]?.deltaUsd, null);
  });
});
