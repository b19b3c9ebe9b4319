import assert from "node:assert/strict";
import { find, inputs, nodeClassType, nodePoolType, plan, plannedBefore, type Values } from "./plan.ts";

describe("the node pools of the cluster layer", () => {
  const plans = plannedBefore();

  it("gives nodes no right beyond joining, images and Session Manager", () => {
    const policies = plans.prod.resources
      .filter(({ name, type }) => /^(karpenter-)?nodes-/.test(name) && type.includes("rolePolicy"))
      .map(({ inputs: { policyArn } }) => String(policyArn).split("/").at(-1));
    assert.deepEqual([...new Set(policies)].sort(), [
      "AmazonEC2ContainerRegistryPullOnly",
      "AmazonEKSWorkerNodePolicy",
      "AmazonSSMManagedInstanceCore",
    ]);
  });

  it("keeps pods away from the metadata service, and disks encrypted, on every node", () => {
    const templates = plans.prod.resources.filter(
      ({ type }) => type === "aws:ec2/launchTemplate:LaunchTemplate",
    );
    const classes = plans.prod.resources.filter(({ type }) => type === nodeClassType);
    assert.equal(templates.length + classes.length, 7);
    for (const each of [
      ...templates.map(({ inputs: own }) => own),
      ...classes.map(({ inputs: own }) => own.spec as Values),
    ]) {
      const { httpTokens, httpPutResponseHopLimit } = each.metadataOptions as Values;
      assert.deepEqual([httpTokens, httpPutResponseHopLimit], ["required", 1]);
      for (const { ebs } of each.blockDeviceMappings as { ebs: Values }[]) {
        assert.equal(String(ebs.encrypted), "true");
        assert.equal(ebs.volumeType, "gp3");
      }
    }
  });

  it("makes GPU pools that are tainted, limited and pinned, with local disks as one", () => {
    const pool = inputs(plans.dev, nodePoolType, "pool-gpu-inference-pool").spec as Values;
    assert.deepEqual(pool.limits, { cpu: "4", "nvidia.com/gpu": "1" });
    const template = (pool.template as Values).spec as Values;
    assert.deepEqual(template.taints, [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }]);
    const nodeClass = inputs(plans.dev, nodeClassType, "pool-gpu-inference-class").spec as Values;
    assert.deepEqual(nodeClass.amiSelectorTerms, [{ alias: "al2023@v20260818" }]);
    assert.equal(nodeClass.instanceStorePolicy, "RAID0");
    assert.deepEqual(nodeClass.kubelet, { maxPods: 110 });
    assert.match(String(nodeClass.userData), /FastImagePull":true/);
    assert.match(String(nodeClass.userData), /"serializeImagePulls":false,"maxParallelImagePulls":10/);
  });

  it("takes Node Feature Discovery from one chart, and the EFA plugin from the registry of the nodes' region", () => {
    const values = (chart: string) =>
      inputs(plans.prod, "kubernetes:helm.sh/v4:Chart", chart).values as Values;
    find(plans.prod, "kubernetes:helm.sh/v4:Chart", "gpu-feature-discovery");
    assert.deepEqual(values("gpu-device-plugin").nfd, { enabled: false });
    assert.deepEqual(values("gpu-efa").image, {
      repository: "602401143452.dkr.ecr.us-east-1.amazonaws.com/eks/aws-efa-k8s-device-plugin",
    });
  });

  // A GPU node whose plugin cannot start there offers no GPU, and is billed all the same.
  it("runs the software of a pool's nodes there whatever taints they carry", async () => {
    const tainted = {
      kind: "managed",
      purpose: "training",
      accelerator: "nvidia",
      instanceTypes: ["p5.48xlarge"],
      zones: ["us-east-1b"],
      efa: true,
      max: 1,
      taints: [{ key: "team", value: "research", effect: "NoExecute" }],
    };
    for (const software of ["devicePlugin", "operator"]) {
      const { resources } = await plan("dev", (cluster) => ({
        ...cluster,
        gpu: { software },
        nodePools: { ...(cluster.nodePools as Values), tainted },
      }));
      const values = (name: string) =>
        resources.find((each) => each.name === name && each.type === "kubernetes:helm.sh/v4:Chart")?.inputs
          .values as Values | undefined;
      const tolerating =
        software === "operator"
          ? [values("gpu-operator")?.daemonsets, values("gpu-feature-discovery")?.worker]
          : [values("gpu-device-plugin"), values("gpu-metrics"), values("gpu-efa")];
      for (const { tolerations } of tolerating as Values[]) {
        assert.deepEqual(tolerations, [
          { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
          { key: "team", operator: "Exists", effect: "NoExecute" },
        ]);
      }
    }
  });

  it("places EFA nodes together in one zone, with an interface for EFA alone on each card", () => {
    const group = inputs(plans.prod, "aws:eks/nodeGroup:NodeGroup", "pool-gpu-training-efa-group");
    assert.equal((group.subnetIds as string[]).length, 1);
    const template = inputs(
      plans.prod,
      "aws:ec2/launchTemplate:LaunchTemplate",
      "pool-gpu-training-efa-template",
    );
    assert.ok((template.placement as Values).groupName);
    const interfaces = template.networkInterfaces as Values[];
    assert.deepEqual(
      interfaces.map(({ interfaceType, networkCardIndex, deviceIndex }) => [
        interfaceType,
        networkCardIndex,
        deviceIndex,
      ]),
      [
        ["interface", 0, 0],
        ["efa-only", 0, 1],
      ],
    );
  });

  it("buys Capacity Blocks and reservations as they must be bought", async () => {
    const reservation = "cr-0123456789abcdef0";
    const block = {
      kind: "managed",
      purpose: "training",
      accelerator: "nvidia",
      instanceTypes: ["p5.48xlarge"],
      capacity: ["capacityBlock"],
      reservations: [reservation],
      zones: ["us-east-1b"],
      max: 2,
    };
    const scaled = {
      ...block,
      kind: "karpenter",
      max: undefined,
      limits: { cpu: "192", accelerators: 8 },
      efa: true,
    };
    const result = await plan("dev", (cluster) => ({
      ...cluster,
      nodePools: { ...(cluster.nodePools as Values), block, scaled },
    }));
    const group = inputs(result, "aws:eks/nodeGroup:NodeGroup", "pool-block-group");
    assert.equal(group.capacityType, "CAPACITY_BLOCK");
    assert.equal(group.instanceTypes, undefined);
    const template = inputs(result, "aws:ec2/launchTemplate:LaunchTemplate", "pool-block-template");
    assert.equal(template.instanceType, "p5.48xlarge");
    assert.deepEqual(template.instanceMarketOptions, { marketType: "capacity-block" });
    assert.deepEqual(template.capacityReservationSpecification, {
      capacityReservationTarget: { capacityReservationId: reservation },
    });
    const nodeClass = inputs(result, nodeClassType, "pool-scaled-class").spec as Values;
    // A reservation made in no placement group takes no node of one.
    assert.equal(nodeClass.placementGroupSelector, undefined);
    assert.ok(!result.resources.some(({ name }) => name === "pool-scaled-efa-placement"));
    assert.deepEqual(nodeClass.capacityReservationSelectorTerms, [{ id: reservation }]);
    assert.equal((nodeClass.networkInterfaces as unknown[]).length, 33);
    const spec = ((inputs(result, nodePoolType, "pool-scaled-pool").spec as Values).template as Values)
      .spec as Values;
    const types = (spec.requirements as { key: string; values: string[] }[]).find(
      ({ key }) => key === "karpenter.sh/capacity-type",
    );
    assert.deepEqual(types?.values, ["reserved"]);
  });

  it("puts nodes with EFA into the placement group in which their reservation was made", async () => {
    const reserved = {
      kind: "managed",
      purpose: "training",
      accelerator: "nvidia",
      instanceTypes: ["g6e.8xlarge"],
      capacity: ["reserved"],
      reservations: ["cr-0123456789abcdef0"],
      zones: ["us-east-1b"],
      max: 2,
      efa: true,
      placementGroup: "research",
    };
    const result = await plan("dev", (cluster) => ({
      ...cluster,
      nodePools: { ...(cluster.nodePools as Values), reserved },
    }));
    const template = inputs(result, "aws:ec2/launchTemplate:LaunchTemplate", "pool-reserved-template");
    assert.deepEqual(template.placement, { groupName: "research" });
    assert.ok(!result.resources.some(({ name }) => name === "pool-reserved-efa-placement"));
  });

  it("shares GPUs by time-slicing and MIG, where the image or the operator does it", async () => {
    const shared = {
      kind: "managed",
      purpose: "inference",
      accelerator: "nvidia",
      instanceTypes: ["p4d.24xlarge"],
      max: 1,
      mig: "1g.5gb",
      timeSlicing: 4,
    };
    const bottlerocket = { ...shared, operatingSystem: "bottlerocket", amiRelease: "1.64.0-0a1b2c3d" };
    const result = await plan("dev", (cluster) => ({
      ...cluster,
      gpu: { software: "operator" },
      nodePools: { ...(cluster.nodePools as Values), shared, bottlerocket },
    }));
    const values = inputs(result, "kubernetes:helm.sh/v4:Chart", "gpu-operator").values as Values;
    assert.equal((values.migManager as Values).enabled, true);
    const data = ((values.devicePlugin as Values).config as Values).data as Record<string, string>;
    assert.deepEqual(Object.keys(data).sort(), ["default", "mig-time-slicing-4"]);
    assert.deepEqual(JSON.parse(data["mig-time-slicing-4"] ?? "").sharing.timeSlicing.resources, [
      { name: "nvidia.com/gpu", replicas: 4 },
    ]);
    const template = inputs(result, "aws:ec2/launchTemplate:LaunchTemplate", "pool-bottlerocket-template");
    const userData = Buffer.from(String(template.userData), "base64").toString();
    assert.match(
      userData,
      /\[settings\.kubelet-device-plugins\.nvidia\.mig\.profile\]\n"a100\.40gb" = "1g\.5gb"/,
    );
    assert.match(
      userData,
      /"device-sharing-strategy" = "time-slicing"\n"device-partitioning-strategy" = "mig"/,
    );
    const labels = inputs(result, "aws:eks/nodeGroup:NodeGroup", "pool-bottlerocket-group").labels as Values;
    assert.equal(labels["nvidia.com/gpu.deploy.device-plugin"], "false");
  });

  it("refuses an impossible pool before anything is made", async () => {
    await assert.rejects(
      plan("dev", (cluster) => ({
        ...cluster,
        nodePools: {
          ...(cluster.nodePools as Values),
          wrong: {
            kind: "managed",
            purpose: "training",
            accelerator: "nvidia",
            instanceTypes: ["m7i.large"],
            max: 1,
          },
        },
      })),
      /platform:cluster\.nodePools\.wrong\.instanceTypes\[0\]: found "m7i\.large"; allowed: a type with an NVIDIA GPU/,
    );
  });
});
