import assert from "node:assert/strict";
import { eksSupport } from "./eks-support.ts";
import { eksVersions } from "./eks-versions.ts";
import { isOffered } from "./instance-offerings.ts";
import { instanceType, instanceTypeNames } from "./instance-types.ts";

describe("instance types", () => {
  it("say processors, memory, architecture and what a pool needs to know", () => {
    const { vcpu, memoryGiB, arch, spot, capacityBlock, efaInterfaces, localNvmeGB } =
      instanceType("p5.48xlarge") ?? assert.fail();
    assert.deepEqual(
      { vcpu, memoryGiB, arch, spot, capacityBlock, efaInterfaces, localNvmeGB },
      {
        vcpu: 192,
        memoryGiB: 2048,
        arch: "x86_64",
        spot: true,
        capacityBlock: true,
        efaInterfaces: 32,
        localNvmeGB: 30_400,
      },
    );
    assert.equal(instanceType("m7g.large")?.arch, "arm64");
    assert.equal(instanceType("t3.medium")?.burstable, true);
    assert.equal(instanceType("c6i.metal")?.bareMetal, true);
  });

  it("say GPUs, parts of GPUs and the slices that one can be cut into", () => {
    const { gpu } = instanceType("p4d.24xlarge") ?? assert.fail();
    assert.deepEqual([gpu?.model, gpu?.count, gpu?.memoryGiB], ["A100", 8, 40]);
    assert.ok(gpu?.mig.some(({ name, perGpu }) => name === "1g.5gb" && perGpu === 7));
    assert.equal(instanceType("g6f.large")?.gpu?.count, 0.125);
    // An L4 has no MIG.
    assert.deepEqual(instanceType("g6.xlarge")?.gpu?.mig, []);
    assert.deepEqual(instanceType("trn2.48xlarge")?.neuron, {
      model: "Trainium2",
      devices: 16,
      coresPerDevice: 8,
      memoryGiB: 96,
    });
  });

  it("are all complete, and every GPU that AWS cuts has its slices", () => {
    for (const name of instanceTypeNames) {
      const type = instanceType(name) ?? assert.fail(name);
      for (const [key, value] of Object.entries(type)) {
        assert.ok(typeof value !== "number" || (Number.isFinite(value) && value >= 0), `${name} ${key}`);
      }
      assert.ok(type.vcpu > 0 && type.memoryGiB > 0 && type.maxPods > 0, name);
      if (/^(p4|p5|p6|g7e)/.test(name)) assert.ok((type.gpu?.mig.length ?? 0) > 0, name);
    }
  });

  it("that are not there are undefined, whatever they are called", () => {
    for (const name of ["", "m7i", "m7i.huge", "toString", "__proto__"]) {
      assert.equal(instanceType(name), undefined);
    }
  });

  it("are offered by some regions and not by others", () => {
    assert.equal(isOffered("us-east-1", "g6.xlarge"), true);
    assert.equal(isOffered("af-south-1", "p5.48xlarge"), false);
    assert.equal(isOffered("eu-nowhere-1", "g6.xlarge"), undefined);
  });
});

describe("EKS support", () => {
  it("is known of every version the platform offers, and of older ones", () => {
    for (const version of Object.keys(eksVersions)) assert.ok(eksSupport(version));
    assert.equal(eksSupport("1.33")?.standardSupportEnds, "2026-07-29");
    assert.equal(eksSupport("1.10"), undefined);
    assert.equal(eksSupport("constructor"), undefined);
  });
});
