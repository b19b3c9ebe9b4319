import assert from "node:assert/strict";
import { mayPreempt } from "./preemption.ts";
import { container, karpenter, object, planned, pod } from "./testing/planned.ts";

const priority = (name: string, value: number, more: object = {}) =>
  object("scheduling.k8s.io/v1:PriorityClass", name, { value, ...more });
const taints = [{ key: "state", effect: "NoSchedule" }];
const cluster = planned(
  ...karpenter("general", { types: ["m7i.2xlarge"] }),
  ...karpenter("state", { types: ["m7i.large"], taints, labels: { pool: "state" } }),
  priority("high", 1000),
  priority("low", 10),
  priority("patient", 5000, { preemptionPolicy: "Never" }),
);
const containers = [container({ cpu: "100m" })];
const classed = (priorityClassName: string | undefined, more: object = {}) =>
  pod({ containers, ...(priorityClassName === undefined ? {} : { priorityClassName }), ...more });
const onState = { nodeSelector: { pool: "state" }, tolerations: [{ key: "state", operator: "Exists" }] };

describe("a pod", () => {
  for (const [by, victim, held] of [
    ["high", "low", true],
    ["low", "high", false],
    ["high", "high", false],
    ["patient", "low", false],
    ["low", undefined, true],
    ["system-cluster-critical", "patient", true],
    ["high", "system-node-critical", false],
  ] as const) {
    it(`of priority ${by} ${held ? "may" : "may not"} push out one of ${victim ?? "no class"}`, () => {
      const outcome = mayPreempt(cluster, classed(by), classed(victim));
      assert.equal(outcome.verdict, held ? "held" : "broken", outcome.reason);
    });
  }

  it("pushes out none that it shares no pool with", () => {
    const outcome = mayPreempt(cluster, classed("high"), classed("low", onState));
    assert.equal(outcome.verdict, "broken");
    assert.match(outcome.reason, /share no pool/);
    const tolerant = classed("high", { tolerations: onState.tolerations });
    assert.equal(mayPreempt(cluster, tolerant, classed("low", onState)).verdict, "held");
  });

  it("has the class that is the default where it names none", () => {
    const withDefault = planned(
      ...karpenter("general", { types: ["m7i.2xlarge"] }),
      priority("usual", 500, { globalDefault: true }),
      priority("low", 10),
    );
    assert.equal(mayPreempt(withDefault, classed("low"), classed(undefined)).verdict, "broken");
  });

  it("is undecided where its class is not in the plan", () => {
    assert.match(
      mayPreempt(cluster, classed("absent"), classed("low")).reason,
      /PriorityClass absent is not in the plan/,
    );
  });
});
