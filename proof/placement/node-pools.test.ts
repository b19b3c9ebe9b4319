import assert from "node:assert/strict";
import { unknownValue } from "@aip/common/protocol.ts";
import { mostNodes, zonesOf } from "./node-pool.ts";
import { karpenter, managed, planned, poolNamed } from "./testing/planned.ts";

const nodeadm = (kubelet: object, more: object = {}) => {
  const config = {
    apiVersion: "node.eks.aws/v1alpha1",
    kind: "NodeConfig",
    spec: { kubelet: { config: kubelet }, ...more },
  };
  return Buffer.from(`--NODE\n${JSON.stringify(config)}\n--NODE--`).toString("base64");
};

const gibibytes = (bytes: number | undefined): number => (bytes ?? 0) / 2 ** 30;

describe("the node pools of a plan", () => {
  it("are Karpenter's in every type, zone and kind of capacity, with Karpenter's labels", () => {
    const cluster = planned(
      ...karpenter("general", {
        types: ["m7i.2xlarge", "m7g.2xlarge"],
        capacity: ["spot", "on-demand"],
        labels: { purpose: "general" },
      }),
    );
    const pool = poolNamed(cluster, "general");
    assert.equal(pool.shapes.length, 8);
    assert.deepEqual(zonesOf(pool), ["us-east-1a", "us-east-1b"]);
    const arm = pool.shapes.find(({ type }) => type.name === "m7g.2xlarge");
    assert.equal(arm?.labels["kubernetes.io/arch"], "arm64");
    assert.equal(arm?.labels["karpenter.sh/capacity-type"], "spot");
    assert.equal(arm?.labels["karpenter.k8s.aws/instance-category"], "m");
    assert.equal(arm?.labels["topology.kubernetes.io/region"], "us-east-1");
    assert.equal(arm?.labels.purpose, "general");
  });

  it("of Karpenter hold as many nodes as their limits allow, by what a node announces", () => {
    const cluster = planned(
      ...karpenter("gpu", {
        types: ["g6.2xlarge", "g6.12xlarge"],
        limits: { cpu: "64", "nvidia.com/gpu": 4 },
      }),
    );
    const pool = poolNamed(cluster, "gpu");
    const most = (name: string) =>
      pool.shapes.filter(({ type }) => type.name === name).map((shape) => mostNodes(pool, shape));
    assert.deepEqual(most("g6.2xlarge"), [4, 4], "4 GPUs");
    assert.deepEqual(most("g6.12xlarge"), [1, 1], "48 of 64 vCPUs, 4 GPUs");
  });

  it("are managed groups with the labels of EKS, in the zones of their subnets, with the nodes they begin with", () => {
    const pool = poolNamed(planned(...managed("system", { capacityType: "SPOT" })), "system");
    assert.deepEqual(zonesOf(pool), ["us-east-1a", "us-east-1b"]);
    assert.deepEqual([pool.desired, pool.max], [2, 4]);
    assert.equal(pool.shapes[0]?.labels["eks.amazonaws.com/capacityType"], "SPOT");
    assert.equal(pool.shapes[0]?.labels["karpenter.sh/capacity-type"], undefined);
    assert.equal(pool.shapes[0]?.labels["node.kubernetes.io/instance-type"], "m7i.large");
  });

  it("take the effect of a managed group's taints in Kubernetes' words", () => {
    const taints = [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }];
    const pool = poolNamed(planned(...managed("gpu", { taints })), "gpu");
    assert.deepEqual(pool.taints, [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }]);
  });

  it("take the number of pods from the user data, and AL2023 reserves memory for those that its addresses suffice for", () => {
    const group = managed("system", {}, { userData: nodeadm({ maxPods: 110 }) });
    const [shape] = poolNamed(planned(...group), "system").shapes;
    assert.equal(shape?.allocatable.pods, 110);
    assert.equal((shape?.allocatable.memory ?? 0) / 2 ** 20, 6903);
  });

  it("under Bottlerocket reserve memory for every pod that the kubelet takes", () => {
    const settings = Buffer.from('[settings.kubernetes]\n"max-pods" = 110').toString("base64");
    const group = managed("system", { amiType: "BOTTLEROCKET_x86_64" }, { userData: settings });
    const [shape] = poolNamed(planned(...group), "system").shapes;
    assert.equal(shape?.allocatable.pods, 110);
    assert.equal((shape?.allocatable.memory ?? 0) / 2 ** 20, 6903 - 11 * (110 - 29));
  });

  it("have the disk of the launch template, or the local disks where those take its place", () => {
    const mapping = { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 100 } }] };
    const disk = (userData: string) =>
      poolNamed(
        planned(...managed("gpu", { instanceTypes: ["g6.2xlarge"] }, { ...mapping, userData })),
        "gpu",
      ).shapes[0]?.capacity["ephemeral-storage"];
    assert.equal(gibibytes(disk(nodeadm({}))), 100);
    assert.equal(disk(nodeadm({}, { instance: { localStorage: { strategy: "RAID0" } } })), 450e9);
  });

  it("announce GPUs, slices and shares of them, Neuron devices and EFA interfaces", () => {
    const devices = (labels: Record<string, string>, type: string, template: object = {}) =>
      poolNamed(
        planned(
          ...managed(
            "x",
            { labels: { "ai-platform/pool": "x", ...labels }, instanceTypes: [type] },
            { ...template },
          ),
        ),
        "x",
      ).shapes[0]?.capacity;
    assert.equal(devices({}, "g6.12xlarge")?.["nvidia.com/gpu"], 4);
    const mig = { "nvidia.com/mig.config": "all-1g.10gb", "nvidia.com/device-plugin.config": "mig" };
    assert.equal(devices(mig, "p5.48xlarge")?.["nvidia.com/gpu"], 56);
    const sliced = { "nvidia.com/device-plugin.config": "time-slicing-4" };
    assert.equal(devices(sliced, "g6.12xlarge")?.["nvidia.com/gpu"], 16);
    assert.equal(devices({}, "trn1.32xlarge")?.["aws.amazon.com/neuroncore"], 32);
    const bottlerocket = Buffer.from(
      '[settings.kubelet-device-plugins.nvidia.time-slicing]\n"replicas" = 3',
    ).toString("base64");
    assert.equal(devices({}, "g6.2xlarge", { userData: bottlerocket })?.["nvidia.com/gpu"], 3);
    const networkInterfaces = [{ interfaceType: "interface" }, { interfaceType: "efa-only" }];
    assert.equal(devices({}, "g6e.8xlarge", { networkInterfaces })?.["vpc.amazonaws.com/efa"], 1);
    assert.equal(devices({}, "g6e.8xlarge")?.["vpc.amazonaws.com/efa"], undefined);
  });

  it("that hang on a value which is not known yet have no shapes, and name it", () => {
    const [pool] = planned(...managed("system", { labels: unknownValue })).pools;
    assert.equal(pool?.unknown, "labels is not known yet");
    assert.deepEqual(pool?.shapes, []);
  });
});
