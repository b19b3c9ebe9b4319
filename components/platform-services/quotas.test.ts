import assert from "node:assert/strict";
import { type NodePool, resolveNodePool } from "@aip/common/arguments/node-pool.ts";
import type { NodePoolArgs } from "@aip/common/arguments/node-pool-args.ts";
import fc from "fast-check";
import { flavorsOf } from "./flavors.ts";
import { sharedQuotas, shareOut, teamQuotas } from "./quotas.ts";
import { team } from "./testing/run-services.ts";

const pool = (name: string, args: Partial<NodePoolArgs> & Pick<NodePoolArgs, "instanceTypes">): NodePool =>
  resolveNodePool(
    name,
    { kind: "karpenter", purpose: "training", accelerator: "nvidia", ...args },
    { kubernetesVersion: "1.35", zones: ["us-east-1a", "us-east-1b"], gpuSoftware: "operator" },
  );

const zones = ["us-east-1a"];
const inference = pool("inference", {
  purpose: "inference",
  instanceTypes: ["g6.xlarge", "g6.12xlarge"],
  limits: { cpu: "64", accelerators: 6 },
});
const efa = pool("efa", { kind: "managed", instanceTypes: ["g6e.8xlarge"], efa: true, zones, max: 4 });
const blocks = pool("blocks", { kind: "managed", instanceTypes: ["p5.48xlarge"], efa: true, zones, max: 2 });
const neuron = pool("neuron", {
  accelerator: "neuron",
  instanceTypes: ["trn1.32xlarge"],
  efa: true,
  zones,
  limits: { cpu: "256", accelerators: 32 },
});

type Request = Readonly<Record<string, number>>;

/** The flavors of which a team may have so much at a time, while nobody else asks for anything. */
function possible(request: Request, of: keyof typeof teams, pools: readonly NodePool[]): string[] {
  const flavors = flavorsOf(pools);
  const group = teamQuotas(teams[of], flavors);
  const lenders = [
    sharedQuotas(teams, flavors),
    ...Object.entries(teams)
      .filter(([name]) => name !== of)
      .map(([, other]) => teamQuotas(other, flavors)),
  ];
  const most = (flavor: string, resource: string): number => {
    const quotaOf = ({ flavors: all }: typeof group) =>
      all.find(({ name }) => name === flavor)?.resources.find(({ name }) => name === resource);
    const own = quotaOf(group);
    if (own === undefined) return 0;
    const lent = lenders.reduce((sum, each) => sum + Number(quotaOf(each)?.nominalQuota), 0);
    return Number(own.nominalQuota) + Math.min(lent, Number(own.borrowingLimit ?? Number.POSITIVE_INFINITY));
  };
  return group.flavors
    .map(({ name }) => name)
    .filter((flavor) =>
      Object.entries(request).every(([resource, amount]) => most(flavor, resource) >= amount),
    );
}

const quota = { cpu: "400", memory: "2000", storage: "1Ti", pods: 100 };
const teams = {
  research: team({ quota: { ...quota, gpu: 4, gpuBurst: 8 } }),
  products: team({ quota: { ...quota, gpu: 3 } }),
};

describe("the quotas of queues", () => {
  it("share a number out in relation to weights, in whole parts that make it up", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 500 }),
        fc.array(fc.nat({ max: 64 }), { minLength: 1, maxLength: 8 }),
        (total, weights) => {
          const parts = shareOut(total, weights);
          const sum = weights.reduce((a, b) => a + b, 0);
          assert.equal(
            parts.reduce((a, b) => a + b, 0),
            sum === 0 ? 0 : total,
          );
          for (const [index, part] of parts.entries()) {
            assert.ok(Math.abs(part - (total * (weights[index] ?? 0)) / (sum || 1)) < 1 || sum === 0);
          }
        },
      ),
    );
    assert.deepEqual(shareOut(4, [4, 4, 6]), [1, 1, 2]);
  });

  it("give out each GPU once: to the teams that are sure of it, and the rest to the cohort", () => {
    const flavors = flavorsOf([inference, efa, blocks]);
    const groups = [
      sharedQuotas(teams, flavors),
      ...Object.values(teams).map((each) => teamQuotas(each, flavors)),
    ];
    for (const { name, capacity } of flavors) {
      const total = groups
        .flatMap((each) => each.flavors.filter((flavor) => flavor.name === name))
        .flatMap(({ resources }) => resources.filter((resource) => resource.name === "nvidia.com/gpu"))
        .reduce((sum, { nominalQuota }) => sum + Number(nominalQuota), 0);
      assert.equal(total, capacity["nvidia.com/gpu"], name);
    }
    assert.deepEqual(
      flavors.map(({ name, capacity }) => [
        name,
        capacity["nvidia.com/gpu"],
        capacity["vpc.amazonaws.com/efa"],
      ]),
      [
        ["general", 0, 0],
        ["efa", 4, 4],
        ["blocks", 16, 64],
        ["inference", 6, 0],
      ],
    );
  });

  it("admit a job over all nodes with EFA, by the GPUs that others leave idle, and no job over more", () => {
    const job = (nodes: number): Request => ({
      cpu: 16 * nodes,
      memory: 64 * nodes,
      "nvidia.com/gpu": nodes,
      "vpc.amazonaws.com/efa": nodes,
    });
    assert.deepEqual(possible(job(4), "research", [inference, efa]), ["efa"]);
    assert.deepEqual(possible(job(5), "research", [inference, efa]), []);
    assert.deepEqual(possible(job(4), "products", [inference, efa]), [], "more than the burst of the team");
    assert.deepEqual(possible(job(3), "products", [inference, efa]), ["efa"]);
  });

  it("admit jobs without devices to no accelerated node's quota first, and those on Neuron to its pool", () => {
    assert.equal(possible({ cpu: 4, memory: 16 }, "research", [neuron, inference])[0], "general");
    const training = { cpu: 128, "aws.amazon.com/neuron": 16, "vpc.amazonaws.com/efa": 8 };
    assert.deepEqual(possible(training, "research", [neuron, inference]), ["neuron"]);
    assert.deepEqual(possible({ "aws.amazon.com/neuroncore": 64 }, "products", [neuron]), ["neuron"]);
    assert.deepEqual(possible({ "aws.amazon.com/neuroncore": 65 }, "products", [neuron]), []);
  });

  it("cover what some pool has, and nothing that none has", () => {
    const covered = (pools: readonly NodePool[]) =>
      teamQuotas(teams.research, flavorsOf(pools)).coveredResources;
    assert.deepEqual(covered([]), ["cpu", "memory"]);
    assert.deepEqual(covered([inference]), ["cpu", "memory", "nvidia.com/gpu"]);
    assert.deepEqual(covered([neuron]), [
      "cpu",
      "memory",
      "aws.amazon.com/neuron",
      "aws.amazon.com/neuroncore",
      "vpc.amazonaws.com/efa",
    ]);
    // Kueue refuses a flavor that leaves one of them out.
    for (const { resources } of teamQuotas(teams.research, flavorsOf([efa, neuron])).flavors) {
      assert.deepEqual(
        resources.map(({ name }) => name),
        covered([efa, neuron]),
      );
    }
  });

  it("count slices and turns of a GPU as the device plugin does", () => {
    const cut = pool("cut", { kind: "managed", instanceTypes: ["p4d.24xlarge"], mig: "1g.5gb", max: 2 });
    const shared = pool("shared", { kind: "managed", instanceTypes: ["g6.xlarge"], timeSlicing: 4, max: 3 });
    assert.deepEqual(
      flavorsOf([cut, shared]).map(({ capacity }) => capacity["nvidia.com/gpu"]),
      [0, 2 * 8 * 7, 3 * 4],
    );
  });

  it("place jobs by the network where nodes with EFA are there before the job", () => {
    const topology = (each: NodePool) => flavorsOf([each])[1]?.topology;
    assert.deepEqual(topology(blocks), [
      "topology.k8s.aws/network-node-layer-1",
      "topology.k8s.aws/network-node-layer-2",
      "topology.k8s.aws/network-node-layer-3",
      "kubernetes.io/hostname",
    ]);
    assert.deepEqual(topology(efa), ["kubernetes.io/hostname"]);
    // Karpenter makes nodes for pods of jobs that are admitted, and Kueue admits none without nodes.
    assert.equal(topology(neuron), undefined);
    assert.equal(topology(inference), undefined);
  });

  it("tolerate the taints of the pool, and select its nodes", () => {
    const reserved = pool("reserved", {
      instanceTypes: ["g6.xlarge"],
      limits: { cpu: "8", accelerators: 1 },
      taints: [{ key: "example.com/reserved", value: "", effect: "NoSchedule" }],
    });
    const [, flavor] = flavorsOf([reserved]);
    assert.deepEqual(flavor?.nodeLabels, { "ai-platform/pool": "reserved" });
    assert.deepEqual(
      flavor?.tolerations.map(({ key }) => key),
      ["nvidia.com/gpu", "example.com/reserved"],
    );
  });
});
