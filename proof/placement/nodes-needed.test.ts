import assert from "node:assert/strict";
import type { Resource } from "@aip/common/resource.ts";
import { ec2Price, hoursPerMonth } from "@aip/pricing/index.ts";
import type { PlannedPod } from "../world/pod.ts";
import type { Cluster } from "./cluster.ts";
import { nodesNeeded } from "./nodes-needed.ts";
import { namespacePrices, podPrice } from "./prices.ts";
import { container, karpenter, managed, object, planned } from "./testing/planned.ts";

const deployment = (name: string, replicas: number, requests: object, spec: object = {}): Resource =>
  object(
    "apps/v1:Deployment",
    name,
    {
      spec: {
        replicas,
        template: {
          metadata: { labels: { app: name } },
          spec: { containers: [container({ ...requests })], ...spec },
        },
      },
    },
    "default",
  );

const general = karpenter("general", { types: ["m7i.2xlarge"], limits: { cpu: "64" } });
const need = (...resources: readonly Resource[]) => {
  const { pools, unplaced } = nodesNeeded(planned(...resources), () => 0.5);
  return {
    nodes: Object.fromEntries(pools.map(({ pool, nodes }) => [pool.name, nodes])),
    assumed: Object.fromEntries(pools.map(({ pool, assumed }) => [pool.name, assumed])),
    types: Object.assign({}, ...pools.map(({ types }) => types)) as Record<string, number>,
    unplaced: unplaced.map(({ pod, count }) => [pod.owner, count]),
  };
};

describe("the nodes that a plan needs", () => {
  it("are as many as its pods fill, beside those that prices assume", () => {
    const found = need(...general, deployment("a", 7, { cpu: "2" }));
    assert.deepEqual(found.nodes, { general: 3 }, "three on each node of 7.91 cpu");
    assert.deepEqual(found.assumed, { general: 4 }, "half of the eight nodes within the limits");
    assert.deepEqual(found.unplaced, []);
  });

  it("are first those that groups have, for pods that can go nowhere else", () => {
    const only = { nodeSelector: { "ai-platform/pool": "system" } };
    const resources = [...managed("system"), ...general];
    const found = need(
      ...resources,
      deployment("any", 2, { cpu: "1800m" }),
      deployment("bound", 2, { cpu: "1800m" }, only),
    );
    assert.deepEqual(found.nodes, { system: 2, general: 1 });
    assert.deepEqual(found.unplaced, []);
  });

  it("leave out pods that nothing has room for, and say how many", () => {
    const only = { nodeSelector: { "ai-platform/pool": "system" } };
    const found = need(
      ...managed("system"),
      deployment("a", 3, { cpu: "1800m" }, only),
      deployment("b", 1, { cpu: "9" }),
    );
    assert.deepEqual(found.unplaced, [
      ["Deployment b", 1],
      ["Deployment a", 1],
    ]);
  });

  it("stay within the limits of a pool", () => {
    const limited = karpenter("general", { types: ["m7i.2xlarge"], limits: { cpu: "16" } });
    const found = need(...limited, deployment("a", 3, { cpu: "5" }));
    assert.deepEqual(found.nodes, { general: 2 });
    assert.deepEqual(found.unplaced, [["Deployment a", 1]]);
  });

  it("are of the cheapest type that a pod fits on", () => {
    const two = karpenter("general", { types: ["m7i.4xlarge", "m7i.2xlarge"], limits: { cpu: "64" } });
    assert.deepEqual(need(...two, deployment("small", 1, { cpu: "1" })).types, { "m7i.2xlarge": 1 });
    assert.deepEqual(need(...two, deployment("large", 1, { cpu: "9" })).types, { "m7i.4xlarge": 1 });
  });

  it("are one for each replica that keeps apart from the others", () => {
    const apart = {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "a" } } },
          ],
        },
      },
    };
    assert.deepEqual(need(...general, deployment("a", 3, { cpu: "1" }, apart)).nodes, { general: 3 });
  });

  it("do not count the pods of jobs", () => {
    const job = object("batch/v1:Job", "job", {
      spec: { template: { spec: { containers: [container({ cpu: "1" })] } } },
    });
    assert.deepEqual(need(...general, job).nodes, { general: 0 });
  });
});

describe("the price of a pod", () => {
  const first = ({ pods }: Cluster): PlannedPod => {
    const [pod] = pods;
    assert.ok(pod);
    return pod;
  };
  const month = (type: string) => (ec2Price("us-east-1", type)?.usd ?? 0) * hoursPerMonth;

  it("is its share of the cheapest node, of CPU or memory, whichever is more, for all its replicas", () => {
    const cluster = planned(...general, deployment("a", 2, { cpu: "3955m", memory: "1Gi" }));
    const price = podPrice(cluster, first(cluster));
    assert.equal(price?.type, "m7i.2xlarge");
    assert.ok(Math.abs((price?.monthlyUsd ?? 0) - month("m7i.2xlarge")) < 0.01, "two halves are one");
  });

  it("is that of the GPUs where it has some, however little CPU it asks for", () => {
    const gpu = karpenter("gpu", { types: ["g6.12xlarge"], limits: { cpu: "96" } });
    const cluster = planned(...gpu, deployment("a", 1, { cpu: "1", "nvidia.com/gpu": 1 }));
    const price = podPrice(cluster, first(cluster));
    assert.ok(Math.abs((price?.monthlyUsd ?? 0) - month("g6.12xlarge") / 4) < 0.01);
  });

  it("is added up by namespace", () => {
    const prices = namespacePrices(
      planned(...general, deployment("a", 1, { cpu: "1" }), deployment("b", 1, { cpu: "3" })),
    );
    assert.ok(Math.abs((prices.get("default") ?? 0) - (month("m7i.2xlarge") * 4) / 7.91) < 0.01);
  });
});
