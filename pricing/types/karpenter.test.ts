import assert from "node:assert/strict";
import { resource } from "@aip/common/testing/resource.ts";
import { price } from "../testing/price-case.ts";

describe("Karpenter pools", () => {
  const pool = (requirements: unknown[], limits?: Record<string, unknown>) =>
    resource("kubernetes:karpenter.sh/v1:NodePool", {
      metadata: { name: "gpu" },
      spec: {
        limits,
        template: { spec: { nodeClassRef: { name: "default" }, requirements } },
      },
    });
  const only = (...values: string[]) => ({
    key: "node.kubernetes.io/instance-type",
    operator: "In",
    values,
  });
  const disk = 20 * 0.08;

  it("are expected at their share of the limits in the cheapest type, and at most full of the dearest", () => {
    // 64 vCPUs: 16 g6.xlarge (4 vCPU, 0.8048) or 8 g6.2xlarge (8 vCPU, 0.9776).
    const found = price(pool([only("g6.xlarge", "g6.2xlarge")], { cpu: "64" }), {
      usage: { nodePools: { gpu: 0.25 } },
    });
    assert.equal(found.monthly, Math.round(2 * (0.9776 * 730 + disk) * 100) / 100);
    assert.equal(found.maximum, Math.round(16 * (0.8048 * 730 + disk) * 100) / 100);
  });

  it("on spot are expected cheaper and bounded by the price on demand", () => {
    const spot = { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot", "on-demand"] };
    const found = price(pool([only("g6.xlarge"), spot], { "nvidia.com/gpu": 4 }), {
      usage: { nodePoolShare: 0.5, spotDiscount: 0.6 },
    });
    assert.equal(found.monthly, Math.round(2 * (0.8048 * 0.4 * 730 + disk) * 100) / 100);
    assert.equal(found.maximum, Math.round(4 * (0.8048 * 730 + disk) * 100) / 100);
  });

  it("read families, generations and architectures", () => {
    const found = price(
      pool(
        [
          { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["m7i", "m7g"] },
          { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
          { key: "karpenter.k8s.aws/instance-cpu", operator: "Lt", values: ["3"] },
          { key: "karpenter.k8s.aws/instance-memory", operator: "Gt", values: ["5000"] },
        ],
        { cpu: 20, memory: "40Gi" },
      ),
      { usage: { nodePoolShare: 1 } },
    );
    // Only m7g.large is left (2 vCPU, 8 GiB, 0.0816); memory limits it to five.
    assert.equal(found.monthly, Math.round(5 * (0.0816 * 730 + disk) * 100) / 100);
  });

  it("of reserved capacity alone leave the price to their reservations", () => {
    const reserved = { key: "karpenter.sh/capacity-type", operator: "In", values: ["reserved"] };
    const found = price(pool([only("p5.48xlarge"), reserved], { cpu: 192 }));
    assert.equal(found.monthly, null);
    assert.match(found.unknown.join(), /paid for with their reservations/);
    const reservation = resource("aws:ec2/capacityReservation:CapacityReservation", {
      instanceType: "p5.48xlarge",
      instanceCount: 2,
    });
    assert.equal(price(reservation).monthly, 2 * 730 * 55.04);
  });

  it("without limits have no price, and say so", () => {
    const found = price(pool([only("g6.xlarge")]));
    assert.equal(found.monthly, null);
    assert.match(found.unknown.join(), /no limit/);
  });

  it("of types without a list price have none, and name the type", () => {
    const p5e = { ...pool([only("p5e.48xlarge")], { cpu: 1000 }), region: "us-east-2" };
    const found = price(p5e);
    assert.equal(found.monthly, null);
    assert.match(found.unknown.join(), /p5e\.48xlarge/);
  });
});
