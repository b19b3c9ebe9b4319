import assert from "node:assert/strict";
import { resolveNodePool } from "@aip/common/arguments/node-pool.ts";
import type { NodePoolArgs } from "@aip/common/arguments/node-pool-args.ts";
import { instanceType, instanceTypeNames } from "@aip/facts/instance-types.ts";
import fc from "fast-check";
import {
  context,
  general,
  karpenter,
  managed,
  type Refusal,
  refusals,
  reservation,
} from "./cases/node-pools.ts";
import { nodePoolSpec } from "./karpenter-node-pool.ts";

const linesOf = (refusal: Pick<Refusal, "args" | "context">): string[] => {
  try {
    resolveNodePool("pool", refusal.args, { ...context, ...refusal.context });
    return [];
  } catch (error) {
    const [first, ...lines] = (error as Error).message.split("\n");
    assert.equal(first, "NodePool pool is not possible:");
    return lines;
  }
};

describe("a node pool", () => {
  for (const refusal of refusals) {
    it(`is refused for ${refusal.of}`, () => {
      const lines = linesOf(refusal);
      assert.equal(lines.length, refusal.lines.length, lines.join("\n"));
      for (const [index, expected] of refusal.lines.entries()) assert.match(lines[index] ?? "", expected);
    });
  }

  it("with many mistakes is refused once, with all of them", () => {
    const args: NodePoolArgs = {
      ...karpenter,
      instanceTypes: ["m7i.large", "nonsense.large"],
      capacity: ["spot", "capacityBlock"],
      zones: ["mars-1a"],
      limits: undefined,
    };
    assert.equal(linesOf({ args }).length, 8);
  });

  it("of purpose platform keeps other pods away, and moves none for the sake of cost", () => {
    const { taints, labels, disruption, capacity } = resolveNodePool(
      "state",
      { ...general, purpose: "platform" },
      context,
    );
    assert.deepEqual(taints, [{ key: "ai-platform/purpose", value: "platform", effect: "NoSchedule" }]);
    assert.equal(labels["ai-platform/purpose"], "platform");
    assert.equal(disruption.consolidation, "empty");
    assert.deepEqual(capacity, ["onDemand"]);
  });

  it("gets the taint, labels and defaults of its purpose", () => {
    const pool = resolveNodePool("training", karpenter, context);
    assert.deepEqual(pool.taints, [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }]);
    assert.deepEqual(pool.limits, { cpu: "192", "nvidia.com/gpu": "8" });
    assert.equal(pool.diskGiB, 100);
    assert.deepEqual(pool.disruption, {
      consolidation: "empty",
      consolidateAfter: "5m",
      expireAfter: "Never",
      terminationGracePeriod: "24h",
      budgets: [{ nodes: "10%" }],
      maxUnavailable: "1",
    });
    assert.equal(pool.labels["nvidia.com/device-plugin.config"], "default");
  });

  it("of training keeps its nodes with Karpenter, and for 21 days with EKS Auto Mode, which allows no more", () => {
    const pool = resolveNodePool("training", karpenter, context);
    const expiry = (by: "karpenter" | "autoMode") => nodePoolSpec(pool, by).template.spec.expireAfter;
    assert.deepEqual([expiry("karpenter"), expiry("autoMode")], ["Never", "504h"]);
  });

  it("takes Capacity Blocks, MIG and Neuron where they fit", () => {
    const block = {
      ...karpenter,
      capacity: ["capacityBlock"],
      reservations: [reservation],
      zones: ["us-east-1b"],
    };
    assert.deepEqual(resolveNodePool("block", block as NodePoolArgs, context).zones, ["us-east-1b"]);
    const mig = resolveNodePool(
      "mig",
      { ...managed, instanceTypes: ["p4d.24xlarge"], mig: "1g.5gb", timeSlicing: 2 },
      { ...context, gpuSoftware: "operator" },
    );
    assert.equal(mig.labels["nvidia.com/mig.config"], "all-1g.5gb");
    assert.equal(mig.labels["nvidia.com/device-plugin.config"], "mig-time-slicing-2");
    const neuron = { ...karpenter, accelerator: "neuron", instanceTypes: ["inf2.xlarge"] } as const;
    const pool = resolveNodePool("neuron", neuron, context);
    assert.equal(pool.ami.type, "AL2023_x86_64_NEURON");
    assert.equal(pool.limits["aws.amazon.com/neuron"], "8");
  });

  // Proves that no combination slips through half-checked: what is accepted has all that the components rely on.
  it("is refused with reasons, or complete", () => {
    const likely = ["m7i.large", "g6.xlarge", "p4d.24xlarge", "p5.48xlarge", "trn1.32xlarge", "m7g.large"];
    const type = fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...likely) },
      fc.constantFrom(...instanceTypeNames),
    );
    const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
    const rarely = <T>(usual: T, ...others: T[]) =>
      fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
    const arbitrary = fc.record({
      kind: fc.constantFrom("managed" as const, "karpenter" as const),
      purpose: fc.constantFrom(
        "system" as const,
        "general" as const,
        "inference" as const,
        "training" as const,
      ),
      accelerator: fc.constantFrom("none" as const, "nvidia" as const, "neuron" as const),
      operatingSystem: fc.constantFrom("al2023" as const, "bottlerocket" as const),
      amiRelease: rarely<string | undefined>(undefined, "1.64.0-0a1b2c3d"),
      instanceTypes: fc.array(type, { minLength: 1, maxLength: 2 }),
      capacity: fc.uniqueArray(
        fc.constantFrom("spot" as const, "onDemand" as const, "reserved" as const, "capacityBlock" as const),
        { minLength: 1, maxLength: 2 },
      ),
      reservations: fc.constantFrom([], [reservation]),
      zones: rarely<string[]>(["us-east-1a"], [], ["us-east-1f"]),
      min: optional(fc.integer({ min: 0, max: 3 })),
      max: optional(fc.integer({ min: 0, max: 3 })),
      limits: fc.constantFrom(undefined, { cpu: "8" }, { cpu: "8", accelerators: 1 }),
      efa: rarely(false, true),
      mig: rarely<string | undefined>(undefined, "1g.5gb", "1g.10gb"),
      timeSlicing: rarely<number | undefined>(undefined, 4),
    });
    let accepted = 0;
    fc.assert(
      fc.property(arbitrary, (args) => {
        let pool: ReturnType<typeof resolveNodePool>;
        try {
          pool = resolveNodePool("pool", args, context);
        } catch (error) {
          assert.match(
            (error as Error).message,
            /^NodePool pool is not possible:\n( {2}- .+: found .+; allowed: .+\n?)+$/,
          );
          return;
        }
        accepted += 1;
        assert.equal(pool.instanceTypes.length, args.instanceTypes.length);
        for (const type of pool.instanceTypes) {
          assert.equal(type.arch, pool.architecture);
          assert.equal(type.gpu !== undefined, pool.accelerator === "nvidia");
          assert.equal(type.neuron !== undefined, pool.accelerator === "neuron");
          if (pool.efa) assert.ok(type.efaInterfaces > 0);
          if (pool.mig) assert.ok(type.gpu?.mig.some((profile) => profile.name === pool.mig));
          if (pool.capacity.includes("spot")) assert.ok(type.spot);
        }
        assert.equal(pool.taints.length, pool.accelerator === "none" ? 0 : 1);
        assert.ok(pool.zones.length > 0 && pool.zones.every((zone) => context.zones.includes(zone)));
        if (pool.efa || pool.capacity.includes("capacityBlock")) assert.equal(pool.zones.length, 1);
        if (pool.kind === "managed") assert.ok(pool.ami.release !== "" && pool.scaling.max >= 1);
        else assert.ok(pool.limits.cpu !== undefined);
        assert.notEqual(pool.ami.type, "");
      }),
      { numRuns: 10_000 },
    );
    assert.ok(accepted > 0, `the generator made ${accepted} possible pools`);
  });

  it("of every GPU type that is sold whole is possible", () => {
    for (const name of instanceTypeNames) {
      const facts = instanceType(name);
      if (!facts?.gpu || facts.gpu.count < 1) continue;
      const pool = resolveNodePool("gpu", { ...karpenter, instanceTypes: [name] }, context);
      assert.equal(pool.ami.type, facts.arch === "arm64" ? "AL2023_ARM_64_NVIDIA" : "AL2023_x86_64_NVIDIA");
    }
  });
});
