import assert from "node:assert/strict";
import { urnName } from "@aip/common/urn.ts";
import { contracts } from "@aip/contracts";
import type { ProgramResult } from "@aip/sandbox/plan/run.ts";
import {
  core,
  counted,
  find,
  inputs,
  nodeClassType,
  nodePoolType,
  plan,
  plannedBefore,
  type Values,
} from "./plan.ts";

describe("the cluster layer", () => {
  const plans = plannedBefore();

  // Proves that nothing is made that was not meant, and nothing left out.
  it("makes exactly these resources in dev", () => {
    assert.deepEqual(counted(plans.dev), {
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
    assert.deepEqual(counted(plans.prod), {
      ...counted(plans.dev),
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
      [nodeClassType]: 4,
      [nodePoolType]: 4,
    });
  });

  it("publishes its contract", () => {
    for (const result of [plans.dev, plans.prod])
      assert.deepEqual(contracts.cluster.problems(result.outputs), []);
  });

  it("has a control plane that is private in prod, encrypted, logged, protected and never in extended support", () => {
    const cluster = inputs(plans.prod, "aws:eks/cluster:Cluster", "cluster-eks-eksCluster");
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
    assert.equal(
      encryption.provider.keyArn,
      find(plans.prod, "aws:kms/key:Key", "cluster-key-key").outputs.arn,
    );
    const logs = inputs(plans.prod, "aws:cloudwatch/logGroup:LogGroup", "cluster-logs");
    assert.equal(logs.name, "/aws/eks/ai-platform-prod/cluster");
    assert.equal(logs.kmsKeyId, encryption.provider.keyArn);
    const policy = JSON.parse(String(inputs(plans.prod, "aws:kms/key:Key", "cluster-key-key").policy));
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
    const vpc = inputs(plans.dev, "aws:eks/cluster:Cluster", "cluster-eks-eksCluster").vpcConfig as Values;
    assert.deepEqual(vpc.publicAccessCidrs, ["203.0.113.0/24"]);
  });

  it("lets nobody but the named roles in", () => {
    const entries = plans.prod.resources.filter(({ type }) => type === "aws:eks/accessEntry:AccessEntry");
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
      const found = plans.dev.resources.findLast((resource) => resource.name === name);
      return (found?.dependsOn ?? []).map((urn) => urnName(urn));
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
    const karpenter = find(plans.dev, "aip:cluster:Karpenter", "karpenter").dependsOn.join();
    for (const addon of ["coredns", "aws-ebs-csi-driver"]) {
      assert.ok(karpenter.includes(`workload-addons-${addon}-addon`), addon);
    }
    assert.ok(dependencies("pool-gpu-inference").includes("karpenter"));
    assert.ok(dependencies("pool-gpu-inference-pool").includes("pool-gpu-inference-class"));
    assert.ok(dependencies("kubernetes").includes("cluster-access-deployer-policy"));
  });

  it("gives pods their own subnets where there are some, and none else", async () => {
    const configuration = (result: ProgramResult) =>
      JSON.parse(
        String(inputs(result, "aws:eks/addon:Addon", "node-addons-vpc-cni-addon").configurationValues),
      );
    const own = configuration(plans.dev);
    assert.equal(own.env.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, "true");
    assert.equal(own.env.ENABLE_PREFIX_DELEGATION, "true");
    assert.equal(own.enableNetworkPolicy, "true");
    assert.deepEqual(Object.keys(own.eniConfig.subnets), ["us-east-1a", "us-east-1b", "us-east-1c"]);
    const shared = configuration(await plan("dev", (cluster) => cluster, false));
    assert.equal(shared.env.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, undefined);
    assert.equal(shared.eniConfig, undefined);
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
});
