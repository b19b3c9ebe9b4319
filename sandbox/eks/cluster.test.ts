import assert from "node:assert/strict";
import { urnName } from "@aip/common/urn.ts";
import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { simulatedCloud } from "../cloud.ts";
import { type ProgramResult, runProgram } from "../plan/run.ts";

interface Parts {
  readonly subnetIds: pulumi.Output<string>[];
  readonly vpcId: pulumi.Output<string>;
}

const basics = {
  name: "main",
  version: "1.35",
  authenticationMode: eks.AuthenticationMode.Api,
  skipDefaultNodeGroup: true,
  skipDefaultSecurityGroups: true,
  useDefaultVpcCni: true,
  bootstrapSelfManagedAddons: false,
  kubeProxyAddonOptions: { enabled: false },
  corednsAddonOptions: { enabled: false },
} satisfies eks.ClusterArgs;

/** Runs a program with explicit providers, a VPC and two subnets, where default providers are forbidden. */
function run(
  args: eks.ClusterArgs,
  options: pulumi.ComponentResourceOptions = {},
  more: (cluster: eks.Cluster, parts: Parts) => Record<string, unknown> = () => ({}),
): Promise<ProgramResult> {
  const program = async (): Promise<Record<string, unknown>> => {
    const providers = [new aws.Provider("aws", { region: "us-east-1" }), new eks.Provider("eks")];
    const outer = new pulumi.ComponentResource("test:index:Outer", "outer", {}, { providers });
    const parent = { parent: outer };
    const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" }, parent);
    const subnetIds = ["a", "b"].map(
      (zone, at) =>
        new aws.ec2.Subnet(
          zone,
          { vpcId: vpc.id, cidrBlock: `10.0.${at}.0/24`, availabilityZone: `us-east-1${zone}` },
          parent,
        ).id,
    );
    const cluster = new eks.Cluster(
      "k",
      { vpcId: vpc.id, privateSubnetIds: subnetIds, ...args },
      { ...parent, ...options },
    );
    return { endpoint: cluster.eksCluster.endpoint, ...more(cluster, { subnetIds, vpcId: vpc.id }) };
  };
  return runProgram({
    project: "p",
    stack: "s",
    config: { "pulumi:disable-default-providers": '["*"]' },
    program,
    cloud: simulatedCloud({ region: "us-east-1" }),
    stacks: new Map(),
  });
}

/** What is below the cluster: type and name, and the name of the parent. */
const children = ({ resources }: ProgramResult): string[] =>
  resources
    .filter(({ urn }) => urn.includes("eks:index:Cluster"))
    .map(({ type, name, parent }) => `${type} ${name} < ${urnName(parent)}`)
    .sort();

describe("the expansion of eks.Cluster", () => {
  it("makes the resources that the real provider makes, below the same parents", async () => {
    // Seen on the real engine with the real provider, @pulumi/eks 4.3.0, for the same arguments.
    assert.deepEqual(children(await run(basics)), [
      "aws:eks/cluster:Cluster k-eksCluster < k",
      "aws:iam/role:Role k-eksRole-role < k-eksRole",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment k-eksRole-4b490823 < k-eksRole",
      "eks:index:Cluster k < outer",
      "eks:index:ServiceRole k-eksRole < k",
      "pulumi:providers:kubernetes k-eks-k8s < k",
    ]);
  });

  it("adds with Auto Mode the role of the nodes, policies and settings that go together", async () => {
    const result = await run({ ...basics, autoMode: { enabled: true } });
    const attachments = children(result).filter((line) => line.includes("rolePolicyAttachment"));
    assert.equal(attachments.length, 7);
    const cluster = result.resources.find(({ type }) => type === "aws:eks/cluster:Cluster");
    assert.deepEqual(cluster?.inputs.storageConfig, { blockStorage: { enabled: true } });
    assert.deepEqual(cluster?.inputs.kubernetesNetworkConfig, {
      ipFamily: "ipv4",
      elasticLoadBalancing: { enabled: true },
    });
    assert.match(JSON.stringify(cluster?.inputs.computeConfig), /^{"enabled":true/);
  });

  it("gives all children the providers of the component above, and outputs to the program", async () => {
    const { resources, outputs } = await run(basics);
    for (const { type, provider, urn } of resources) {
      if (type.startsWith("aws:")) assert.match(provider, /pulumi:providers:aws::aws::/, urn);
    }
    assert.match(String(outputs.endpoint), /^https:/);
  });

  it("runs the transforms of the component on its children, as the engine does", async () => {
    const zonalShift: pulumi.ResourceTransform = ({ type, props, opts }) =>
      type === "aws:eks/cluster:Cluster"
        ? { props: { ...props, zonalShiftConfig: { enabled: true } }, opts }
        : undefined;
    const { resources } = await run(basics, { transforms: [zonalShift] });
    const cluster = resources.find(({ type }) => type === "aws:eks/cluster:Cluster");
    assert.deepEqual(cluster?.inputs.zonalShiftConfig, { enabled: true });
  });

  it("makes node groups and add-ons from a reference to the cluster", async () => {
    const { resources } = await run(basics, {}, (cluster) => {
      const nodeRoleArn = "arn:aws:iam::111122223333:role/nodes";
      const group = new eks.ManagedNodeGroup("nodes", { cluster, nodeRoleArn }, { parent: cluster });
      const addon = new eks.Addon("metrics", { cluster, addonName: "metrics-server" }, { parent: cluster });
      return { group: group.nodeGroup.arn, addon: addon.urn };
    });
    const group = resources.find(({ type }) => type === "aws:eks/nodeGroup:NodeGroup");
    assert.equal(group?.inputs.clusterName, "main");
    assert.equal(group?.inputs.version, "1.35");
    assert.deepEqual(group?.inputs.scalingConfig, { desiredSize: 2, minSize: 1, maxSize: 2 });
    const addon = resources.find(({ type }) => type === "aws:eks/addon:Addon");
    assert.equal(addon?.inputs.clusterName, "main");
    assert.match(String(addon?.urn), /eks:index:Cluster\$eks:index:Addon\$aws:eks/);
  });

  it("refuses what it does not model rather than leave it out", async () => {
    await assert.rejects(
      run({ ...basics, fargate: true }),
      /does not know these inputs of eks\.Cluster: fargate/,
    );
    await assert.rejects(run({ ...basics, skipDefaultNodeGroup: false }), /only with skipDefaultNodeGroup/);
  });
});
