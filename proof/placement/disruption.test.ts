import assert from "node:assert/strict";
import type { Environment } from "@aip/environments";
import { worldOf } from "../world/world.ts";
import { drains } from "./disruption.ts";
import { container, object } from "./testing/planned.ts";

const labels = { app: "store" };
const store = (replicas: number) =>
  object("apps/v1:StatefulSet", "store", {
    spec: { replicas, template: { metadata: { labels }, spec: { containers: [container({ cpu: "1" })] } } },
  });
const budget = (spec: object, name = "store") =>
  object("policy/v1:PodDisruptionBudget", name, { spec: { selector: { matchLabels: labels }, ...spec } });

function verdict(replicas: number, ...budgets: readonly object[]): string {
  const all = budgets.map((spec, index) => budget(spec, `budget-${index}`));
  const world = worldOf({} as Environment, [store(replicas), ...all]);
  const [pod] = world.pods;
  assert.ok(pod);
  return drains(world, pod).verdict;
}

describe("a disruption budget", () => {
  it("lets a node be drained where one pod may go", () => {
    assert.equal(verdict(3, { maxUnavailable: 1 }), "held");
    assert.equal(verdict(3, { minAvailable: 2 }), "held");
    assert.equal(verdict(1), "held");
  });

  it("blocks it where none may", () => {
    assert.equal(verdict(1, { minAvailable: 1 }), "broken");
    assert.equal(verdict(3, { maxUnavailable: 0 }), "broken");
    assert.equal(verdict(3, { minAvailable: "100%" }), "broken");
  });

  it("counts percentages of pods rounded up", () => {
    assert.equal(verdict(3, { minAvailable: "50%" }), "held");
    assert.equal(verdict(1, { minAvailable: "50%" }), "broken");
    assert.equal(verdict(1, { maxUnavailable: "50%" }), "held");
  });

  it("blocks it where two select the same pods: the API server evicts none then", () => {
    assert.equal(verdict(3, { maxUnavailable: 1 }, { maxUnavailable: 1 }), "broken");
  });
});
