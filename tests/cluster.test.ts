import assert from "node:assert/strict";
import { contracts } from "@aip/contracts";
import { parseEnvironment, readEnvironmentFile } from "@aip/environments";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { type ProgramResult, runProgram } from "@aip/sandbox/plan/run.ts";
import program from "../stacks/cluster/index.ts";
import { chartsAreHere, valueProblems } from "./support/chart-values.ts";
import { simulatedNetwork } from "./support/network.ts";

type Values = Record<string, unknown>;

/** The cluster layer of an environment, on a network that stands; `change` alters the file's cluster section. */
async function plan(name: string, change: (cluster: Values) => Values = (cluster) => cluster, pods = true) {
  const { environment, config } = readEnvironmentFile(name);
  const cloud = simulatedCloud({ region: environment.region });
  const cluster = change(JSON.parse(config["platform:cluster"] ?? "{}"));
  return runProgram({
    project: "cluster",
    stack: name,
    config: { ...config, "platform:cluster": JSON.stringify(cluster) },
    program,
    cloud,
    stacks: simulatedNetwork(cloud, environment, pods),
  });
}

/** Only what the core of the layer makes: the platform's services on the cluster have tests of their own. */
const core =
  /^urn:pulumi:\w+::cluster::aip:cluster:(Cluster|NodeAddons|NodeRole|ManagedNodeGroup|Karpenter|KarpenterNodePool|AutoModeNodePool|WorkloadAddons|GpuSoftware)\b/;

const counted = ({ resources }: ProgramResult): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { urn, type } of resources) {
    if (!core.test(urn) || type.startsWith("aip:") || type.startsWith("eks:") || type.startsWith("pulumi:"))
      continue;
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
};

const find = (result: ProgramResult, type: string, name: string): RegisteredResource => {
  const found = result.resources.find((resource) => resource.type === type && resource.name === name);
  assert.ok(
    found,
    `${type} ${name} is planned; there are: ${result.resources.map((each) => each.name).join(", ")}`,
  );
  return found;
};

const inputs = (result: ProgramResult, type: string, name: string) =>
  find(result, type, name).inputs as Values;

const nodePoolType = "kubernetes:karpenter.sh/v1:NodePool";
const nodeClassType = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";

describe("the cluster layer", () => {
  let dev: ProgramResult;
  let prod: ProgramResult;
  const { stackTraceLimit } = Error;
  before(async () => {
    // As `aip` does: the SDK keeps a stack trace for every promise, which is most of the time a plan takes.
    Error.stackTraceLimit = 0;
    dev = await plan("dev");
    prod = await plan("prod");
  });
  after(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  // Proves that nothing is made that was not meant, and nothing left out.
  it("makes exactly these resources in dev", () => {
    assert.deepEqual(counted(dev), {
      "aws:cloudwatch/eventRule:EventRule": 5,
      "aws:cloudwatch/eventTarget:EventTarget": 5,
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:ec2/launchTemplate:LaunchTemplate": 1,
      "aws:eks/accessEntry:AccessEntry": 2,
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": 1,
      "aws:eks/addon:Addon": 10,
      "aws:eks/cluster:Cluster": 1,
      "aws:eks/nodeGroup:NodeGroup": 1,
      "aws:eks/podIdentityAssociation:PodIdentityAssociation": 1,
      "aws:iam/policy:Policy": 5,
      "aws:iam/role:Role": 7,
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 15,
      "aws:kms/alias:Alias": 1,
      "aws:kms/key:Key": 1,
      "aws:sqs/queue:Queue": 1,
      "aws:sqs/queuePolicy:QueuePolicy": 1,
      "kubernetes:helm.sh/v4:Chart": 5,
      [nodeClassType]: 2,
      [nodePoolType]: 2,
    });
  });

  it("makes exactly these resources in prod", () => {
    assert.deepEqual(counted(prod), {
      ...counted(dev),
      "aws:ec2/launchTemplate:LaunchTemplate": 3,
      "aws:ec2/placementGroup:PlacementGroup": 1,
      "aws:ec2/securityGroup:SecurityGroup": 1,
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": 1,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 1,
      "aws:eks/accessEntry:AccessEntry": 4,
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": 3,
      "aws:eks/addon:Addon": 11,
      "aws:eks/nodeGroup:NodeGroup": 3,
      "aws:iam/role:Role": 8,
      "aws:iam/rolePolicy:RolePolicy": 1,
      "kubernetes:helm.sh/v4:Chart": 6,
      [nodeClassType]: 3,
      [nodePoolType]: 3,
    });
  });

  it("publishes its contract", () => {
    for (const result of [dev, prod]) assert.deepEqual(contracts.cluster.problems(result.outputs), []);
  });

  it("has a control plane that is private in prod, encrypted, logged, protected and never in extended support", () => {
    const cluster = inputs(prod, "aws:eks/cluster:Cluster", "cluster-eks-eksCluster");
    const vpc = cluster.vpcConfig as Values;
    assert.deepEqual([vpc.endpointPrivateAccess, vpc.endpointPublicAccess], [true, false]);
    assert.equal(vpc.publicAccessCidrs, undefined);
    assert.deepEqual(cluster.upgradePolicy, { supportType: "STANDARD" });
    assert.deepEqual(cluster.zonalShiftConfig, { enabled: true });
    assert.deepEqual(cluster.accessConfig, {
      authenticationMode: "API",
      bootstrapClusterCreatorAdminPermissions: false,
    });
    assert.equal(cluster.deletionProtection, true);
    assert.equal(cluster.bootstrapSelfManagedAddons, false);
    assert.deepEqual(cluster.enabledClusterLogTypes, [
      "api",
      "audit",
      "authenticator",
      "controllerManager",
      "scheduler",
    ]);
    const encryption = cluster.encryptionConfig as { provider: Values; resources: string[] };
    assert.deepEqual(encryption.resources, ["secrets"]);
    assert.equal(encryption.provider.keyArn, find(prod, "aws:kms/key:Key", "cluster-key-key").outputs.arn);
    const logs = inputs(prod, "aws:cloudwatch/logGroup:LogGroup", "cluster-logs");
    assert.equal(logs.name, "/aws/eks/ai-platform-prod/cluster");
    assert.equal(logs.kmsKeyId, encryption.provider.keyArn);
    const policy = JSON.parse(String(inputs(prod, "aws:kms/key:Key", "cluster-key-key").policy));
    assert.deepEqual(
      policy.Statement.flatMap((each: Values) => (each.Sid === "LogGroupsUse" ? [each.Condition] : [])),
      [
        {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn":
              "arn:aws:logs:us-east-1:123456789012:log-group:/aws/eks/ai-platform-prod/*",
          },
        },
      ],
    );
  });

  it("opens the endpoint of dev to the named addresses alone", () => {
    const vpc = inputs(dev, "aws:eks/cluster:Cluster", "cluster-eks-eksCluster").vpcConfig as Values;
    assert.deepEqual(vpc.publicAccessCidrs, ["203.0.113.0/24"]);
  });

  it("lets nobody but the named roles in", () => {
    const entries = prod.resources.filter(({ type }) => type === "aws:eks/accessEntry:AccessEntry");
    const people = entries.filter(({ inputs: { type } }) => type === "STANDARD");
    assert.deepEqual(
      people
        .filter(({ urn }) => core.test(urn))
        .map(({ inputs: { principalArn } }) => principalArn)
        .sort(),
      [
        "arn:aws:iam::123456789012:role/ai-platform-auditor",
        "arn:aws:iam::123456789012:role/ai-platform-deployer",
        "arn:aws:iam::123456789012:role/ai-platform-operator",
      ],
    );
  });

  // Proves the order that pods need at creation; the engine reverses it at teardown.
  it("brings up identities before pods, add-ons before nodes, nodes before what runs on them", () => {
    // A chart has the name of its component: the last one of a name is what runs.
    const dependencies = (name: string) => {
      const found = dev.resources.findLast((resource) => resource.name === name);
      return (found?.dependsOn ?? []).map((urn) => urn.split("::").at(-1));
    };
    assert.ok(dependencies("node-addons-vpc-cni-addon").includes("node-addons-vpc-cni-AmazonEKS_CNI_Policy"));
    for (const addon of ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"]) {
      assert.ok(dependencies("pool-system").includes(`node-addons-${addon}-addon`), addon);
    }
    assert.ok(dependencies("workload-addons").includes("pool-system-group"));
    assert.ok(dependencies("gpu").includes("pool-system-group"));
    assert.ok(dependencies("karpenter").includes("karpenter-identity-association"));
    assert.ok(dependencies("karpenter").includes("karpenter-crd"));
    // Karpenter resolves AWS's names by DNS, and nodes give their volumes back by the drivers, to the very end.
    for (const addon of ["coredns", "aws-ebs-csi-driver"]) {
      assert.ok(dependencies("karpenter").includes(`workload-addons-${addon}-addon`), addon);
    }
    assert.ok(dependencies("pool-gpu-inference").includes("karpenter"));
    assert.ok(dependencies("pool-gpu-inference-pool").includes("pool-gpu-inference-class"));
    assert.ok(dependencies("kubernetes").includes("cluster-access-deployer-policy"));
  });

  it("gives nodes no right beyond joining, images and Session Manager", () => {
    const policies = prod.resources
      .filter(({ name, type }) => /^(karpenter-)?nodes-/.test(name) && type.includes("rolePolicy"))
      .map(({ inputs: { policyArn } }) => String(policyArn).split("/").at(-1));
    assert.deepEqual([...new Set(policies)].sort(), [
      "AmazonEC2ContainerRegistryPullOnly",
      "AmazonEKSWorkerNodePolicy",
      "AmazonSSMManagedInstanceCore",
    ]);
  });

  it("keeps pods away from the metadata service, and disks encrypted, on every node", () => {
    const templates = prod.resources.filter(({ type }) => type === "aws:ec2/launchTemplate:LaunchTemplate");
    const classes = prod.resources.filter(({ type }) => type === nodeClassType);
    assert.equal(templates.length + classes.length, 6);
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
    const pool = inputs(dev, nodePoolType, "pool-gpu-inference-pool").spec as Values;
    assert.deepEqual(pool.limits, { cpu: "4", "nvidia.com/gpu": "1" });
    const template = (pool.template as Values).spec as Values;
    assert.deepEqual(template.taints, [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }]);
    const nodeClass = inputs(dev, nodeClassType, "pool-gpu-inference-class").spec as Values;
    assert.deepEqual(nodeClass.amiSelectorTerms, [{ alias: "al2023@v20260818" }]);
    assert.equal(nodeClass.instanceStorePolicy, "RAID0");
    assert.match(String(nodeClass.userData), /FastImagePull":true/);
  });

  it("places EFA nodes together in one zone, with an interface for EFA alone on each card", () => {
    const group = inputs(prod, "aws:eks/nodeGroup:NodeGroup", "pool-gpu-training-efa-group");
    assert.equal((group.subnetIds as string[]).length, 1);
    const template = inputs(prod, "aws:ec2/launchTemplate:LaunchTemplate", "pool-gpu-training-efa-template");
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

  it("gives pods their own subnets where there are some, and none else", async () => {
    const configuration = (result: ProgramResult) =>
      JSON.parse(
        String(inputs(result, "aws:eks/addon:Addon", "node-addons-vpc-cni-addon").configurationValues),
      );
    const own = configuration(dev);
    assert.equal(own.env.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, "true");
    assert.equal(own.env.ENABLE_PREFIX_DELEGATION, "true");
    assert.equal(own.enableNetworkPolicy, "true");
    assert.deepEqual(Object.keys(own.eniConfig.subnets), ["us-east-1a", "us-east-1b", "us-east-1c"]);
    const shared = configuration(await plan("dev", (cluster) => cluster, false));
    assert.equal(shared.env.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, undefined);
    assert.equal(shared.eniConfig, undefined);
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
    assert.deepEqual(nodeClass.capacityReservationSelectorTerms, [{ id: reservation }]);
    assert.equal((nodeClass.networkInterfaces as unknown[]).length, 33);
    const spec = ((inputs(result, nodePoolType, "pool-scaled-pool").spec as Values).template as Values)
      .spec as Values;
    const types = (spec.requirements as { key: string; values: string[] }[]).find(
      ({ key }) => key === "karpenter.sh/capacity-type",
    );
    assert.deepEqual(types?.values, ["reserved"]);
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

  it("plans the other Kubernetes version with its own pins, and Neuron pools with their plugin", async () => {
    const neuron = {
      kind: "karpenter",
      purpose: "inference",
      accelerator: "neuron",
      instanceTypes: ["inf2.xlarge"],
      limits: { cpu: "8", accelerators: 2 },
    };
    const result = await plan("dev", (cluster) => ({
      ...cluster,
      kubernetesVersion: "1.36",
      nodePools: { ...(cluster.nodePools as Values), neuron },
    }));
    assert.equal(inputs(result, "aws:eks/cluster:Cluster", "cluster-eks-eksCluster").version, "1.36");
    const proxy = inputs(result, "aws:eks/addon:Addon", "node-addons-kube-proxy-addon");
    assert.match(String(proxy.addonVersion), /^v1\.36\./);
    const group = inputs(result, "aws:eks/nodeGroup:NodeGroup", "pool-system-group");
    assert.equal(group.releaseVersion, "1.36.3-20260903");
    const pool = inputs(result, nodePoolType, "pool-neuron-pool").spec as Values;
    const template = (pool.template as Values).spec as Values;
    assert.deepEqual(template.taints, [
      { key: "aws.amazon.com/neuron", value: "true", effect: "NoSchedule" },
    ]);
    find(result, "kubernetes:helm.sh/v4:Chart", "gpu-neuron");
  });

  it("leaves to EKS Auto Mode what it brings along", async () => {
    const result = await plan("dev", (cluster) => ({ ...cluster, autoMode: true }));
    const names = result.resources.filter(({ urn }) => core.test(urn)).map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => /karpenter|node-addons|coredns|ebs-csi|monitoring/.test(name)),
      [],
    );
    const pool = inputs(result, nodePoolType, "pool-gpu-inference-pool").spec as Values;
    const reference = ((pool.template as Values).spec as Values).nodeClassRef as Values;
    assert.deepEqual(reference, { group: "eks.amazonaws.com", kind: "NodeClass", name: "default" });
    const cluster = inputs(result, "aws:eks/cluster:Cluster", "cluster-eks-eksCluster");
    assert.equal((cluster.computeConfig as Values).enabled, true);
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
      /NodePool wrong is not possible:\n {2}- instanceTypes\[0\]: found "m7i\.large"; allowed: a type with an NVIDIA GPU/,
    );
  });

  it("gives every chart values that the chart knows", async function () {
    if (!chartsAreHere) this.skip();
    const operator = await plan("dev", (cluster) => ({ ...cluster, gpu: { software: "operator" } }));
    for (const result of [dev, prod, operator]) {
      for (const { type, inputs: own, urn } of result.resources) {
        if (type !== "kubernetes:helm.sh/v4:Chart" || !core.test(urn)) continue;
        const chart = String(own.chart).split("/").at(-1) ?? "";
        assert.deepEqual([chart, valueProblems(chart, own.values as Values)], [chart, []]);
      }
    }
  });
});

describe("the cluster section of an environment", () => {
  const problemsOf = (cluster: Values): readonly string[] => {
    const values = {
      domain: "example.com",
      profile: "production",
      tags: { Owner: "team", CostCenter: "1", DataClassification: "internal" },
      budget: { monthlyUsd: 100 },
      network: { vpcCidr: "10.0.0.0/16" },
      cluster,
    };
    try {
      parseEnvironment("prod", values);
      return [];
    } catch (error) {
      return (error as { problems: string[] }).problems;
    }
  };

  it("has defaults that hold in production", () => {
    assert.deepEqual(problemsOf({}), []);
  });

  it("refuses the open internet, an unknown version and an unknown key, with their paths", () => {
    assert.deepEqual(
      problemsOf({ publicAccessCidrs: ["0.0.0.0/0"], kubernetesVersion: "1.20", nodePool: {} }).map(
        (line) => line.split(":")[1],
      ),
      ["cluster.kubernetesVersion", "cluster.publicAccessCidrs.0", "cluster"],
    );
  });

  it("refuses a cluster in production that is public, unprotected, locked or too small", () => {
    const problems = problemsOf({
      publicAccessCidrs: ["203.0.113.0/24"],
      deletionProtection: false,
      access: { viewers: { role: "viewers", policy: "view" } },
      nodePools: {
        system: { kind: "managed", purpose: "system", instanceTypes: ["m7i.large"], min: 1, max: 2 },
      },
    });
    assert.deepEqual(
      problems.map((line) => line.split(": expected")[0]),
      [
        "platform:cluster.access",
        "platform:cluster.publicAccessCidrs",
        "platform:cluster.deletionProtection",
        "platform:cluster.nodePools",
      ],
    );
  });
});
