import assert from "node:assert/strict";
import { simulatedCloud } from "../cloud.ts";
import type { Cloud } from "../core/cloud.ts";
import type { CloudRecord } from "../core/view.ts";

type Inputs = Record<string, unknown>;

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  });

const put = (cloud: Cloud, type: string, name: string, inputs: Inputs): CloudRecord =>
  cloud.create(`urn:pulumi:test::cluster::${type}::${name}`, type, inputs);

/** A cluster that AWS would take, and what its node groups need. */
function clusterAndGroup() {
  const cloud = simulatedCloud({ region: "us-east-1" });
  const vpcId = put(cloud, "aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }).id;
  const subnet = (zone: string, third: number) =>
    put(cloud, "aws:ec2/subnet:Subnet", zone, {
      vpcId,
      cidrBlock: `10.0.${third}.0/24`,
      availabilityZone: `us-east-1${zone}`,
    }).id;
  const subnetIds = [subnet("a", 0), subnet("b", 1)];
  const role = (service: string) =>
    put(cloud, "aws:iam/role:Role", service.split(".")[0] ?? "", { assumeRolePolicy: trust(service) }).outputs
      .arn;
  const roleArn = role("eks.amazonaws.com");
  const cluster = { name: "test", roleArn, version: "1.35", vpcConfig: { subnetIds } };
  const nodeRoleArn = role("ec2.amazonaws.com");
  const group = {
    clusterName: "test",
    nodeRoleArn,
    subnetIds,
    scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 2 },
    instanceTypes: ["m7i.large"],
    amiType: "AL2023_x86_64_STANDARD",
    version: "1.35",
    releaseVersion: "1.35.6-20260818",
  };
  const podRoleArn = role("pods.eks.amazonaws.com");
  return { cloud, cluster, group, nodeRoleArn, podRoleArn, subnetIds };
}

const refused = (cloud: Cloud, type: string, inputs: Inputs): string[] =>
  cloud.check(`urn:pulumi:test::cluster::${type}::tried`, type, inputs).map(({ property }) => property);

const clusterType = "aws:eks/cluster:Cluster";
const groupType = "aws:eks/nodeGroup:NodeGroup";

describe("simulated EKS", () => {
  it("takes a cluster with a node group, and gives the cluster a security group that can be referred to", () => {
    const { cloud, cluster, group } = clusterAndGroup();
    const { vpcConfig } = put(cloud, clusterType, "cluster", cluster).outputs;
    assert.ok(cloud.has(String((vpcConfig as Inputs).clusterSecurityGroupId)));
    assert.deepEqual(refused(cloud, groupType, group), []);
  });

  it("refuses clusters of unknown versions, in one zone, with another service's role", () => {
    const { cloud, cluster, nodeRoleArn, subnetIds } = clusterAndGroup();
    assert.deepEqual(refused(cloud, clusterType, { ...cluster, version: "1.20" }), ["version"]);
    assert.deepEqual(
      refused(cloud, clusterType, { ...cluster, vpcConfig: { subnetIds: subnetIds.slice(1) } }),
      ["vpcConfig.subnetIds"],
    );
    assert.deepEqual(refused(cloud, clusterType, { ...cluster, roleArn: nodeRoleArn }), ["roleArn"]);
    assert.deepEqual(refused(cloud, clusterType, { ...cluster, enabledClusterLogTypes: ["audits"] }), [
      "enabledClusterLogTypes",
    ]);
  });

  const wrongGroups: Readonly<Record<string, [Inputs, string[]]>> = {
    "a type that does not exist": [{ instanceTypes: ["m7i.huge"] }, ["instanceTypes"]],
    "an Arm type on an x86 image": [{ instanceTypes: ["m7g.large"] }, ["instanceTypes"]],
    "a type without a GPU on a GPU image": [{ amiType: "AL2023_x86_64_NVIDIA" }, ["instanceTypes"]],
    "an image that does not exist": [{ amiType: "AL2_x86_64" }, ["amiType"]],
    "a release of another version": [{ releaseVersion: "1.36.3-20260903" }, ["releaseVersion"]],
    "bounds in the wrong order": [
      { scalingConfig: { minSize: 3, desiredSize: 1, maxSize: 2 } },
      ["scalingConfig"],
    ],
    "a Capacity Block without its launch template": [{ capacityType: "CAPACITY_BLOCK" }, ["launchTemplate"]],
    "a cluster that does not exist": [{ clusterName: "other" }, ["clusterName"]],
    "a label value that Kubernetes refuses": [{ labels: { a: "b c" } }, ["labels.a"]],
  };
  for (const [what, [change, properties]] of Object.entries(wrongGroups)) {
    it(`refuses a node group with ${what}`, () => {
      const { cloud, cluster, group } = clusterAndGroup();
      put(cloud, clusterType, "cluster", cluster);
      assert.deepEqual([...new Set(refused(cloud, groupType, { ...group, ...change }))], properties);
    });
  }

  it("refuses add-ons it does not know, and identities that pods cannot take", () => {
    const { cloud, cluster, nodeRoleArn, podRoleArn } = clusterAndGroup();
    put(cloud, clusterType, "cluster", cluster);
    const type = "aws:eks/addon:Addon";
    const addon = { clusterName: "test", addonName: "vpc-cni", addonVersion: "v1.22.4-eksbuild.3" };
    const withRole = (roleArn: unknown) => ({
      podIdentityAssociations: [{ serviceAccount: "aws-node", roleArn }],
    });
    assert.deepEqual(refused(cloud, type, { ...addon, ...withRole(podRoleArn) }), []);
    assert.deepEqual(refused(cloud, type, { ...addon, ...withRole(nodeRoleArn) }), [
      "podIdentityAssociations.roleArn",
    ]);
    assert.deepEqual(refused(cloud, type, { ...addon, addonName: "vpc-cn" }), ["addonName"]);
    assert.deepEqual(refused(cloud, type, { ...addon, addonVersion: "latest" }), ["addonVersion"]);
    assert.deepEqual(refused(cloud, type, { ...addon, configurationValues: "{" }), ["configurationValues"]);
  });

  it("refuses a second identity for a service account, and a policy for a principal without entry", () => {
    const { cloud, cluster, podRoleArn } = clusterAndGroup();
    put(cloud, clusterType, "cluster", cluster);
    const type = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
    const association = { clusterName: "test", namespace: "a", serviceAccount: "b", roleArn: podRoleArn };
    put(cloud, type, "first", association);
    assert.deepEqual(refused(cloud, type, association), ["serviceAccount"]);
    const policy = {
      clusterName: "test",
      principalArn: "arn:aws:iam::123456789012:role/unknown",
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
      accessScope: { type: "cluster" },
    };
    assert.deepEqual(refused(cloud, "aws:eks/accessPolicyAssociation:AccessPolicyAssociation", policy), [
      "principalArn",
    ]);
  });
});

describe("simulated launch templates, queues and rules", () => {
  const cloud = simulatedCloud({ region: "us-east-1" });
  const wrong: readonly [string, string, Inputs, string[]][] = [
    [
      "an instance type",
      "aws:ec2/launchTemplate:LaunchTemplate",
      { instanceType: "x.large" },
      ["instanceType"],
    ],
    ["user data", "aws:ec2/launchTemplate:LaunchTemplate", { userData: "#!/bin/sh" }, ["userData"]],
    [
      "more throughput than its IOPS give",
      "aws:ec2/launchTemplate:LaunchTemplate",
      { blockDeviceMappings: [{ ebs: { volumeType: "gp3", throughput: 1000, iops: 3000 } }] },
      ["blockDeviceMappings[0].ebs.throughput"],
    ],
    [
      "two interfaces in one place",
      "aws:ec2/launchTemplate:LaunchTemplate",
      { networkInterfaces: [{ deviceIndex: 0 }, { deviceIndex: 0, interfaceType: "efa-only" }] },
      ["networkInterfaces[1]"],
    ],
    [
      "a placement group",
      "aws:ec2/launchTemplate:LaunchTemplate",
      { placement: { groupName: "x" } },
      ["placement.groupName"],
    ],
    ["a strategy", "aws:ec2/placementGroup:PlacementGroup", { strategy: "near" }, ["strategy"]],
    ["a retention", "aws:sqs/queue:Queue", { messageRetentionSeconds: 5 }, ["messageRetentionSeconds"]],
    ["a pattern", "aws:cloudwatch/eventRule:EventRule", { eventPattern: "aws.ec2" }, ["eventPattern"]],
    ["neither pattern nor schedule", "aws:cloudwatch/eventRule:EventRule", {}, ["eventPattern"]],
  ];
  for (const [what, type, inputs, properties] of wrong) {
    it(`refuse ${what} that AWS would refuse`, () => {
      const urn = `urn:pulumi:test::cluster::${type}::tried`;
      assert.deepEqual(
        cloud.check(urn, type, cloud.named(urn, type, inputs)).map(({ property }) => property),
        properties,
      );
    });
  }
});
