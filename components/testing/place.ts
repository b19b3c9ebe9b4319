import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { Cloud } from "@aip/sandbox/core/cloud.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";

/** A simulated account with a VPC, database subnets in two zones and a security group of the cluster. */
export interface Place {
  readonly cloud: Cloud;
  readonly vpcId: string;
  readonly subnetIds: Readonly<Record<string, string>>;
  readonly clients: Readonly<Record<string, string>>;
  readonly kmsKeyArn: string;
  readonly clusterName: string;
  readonly accountId: string;
}

export function place(): Place {
  const cloud = simulatedCloud({ region: "us-east-1" });
  const make = (type: string, name: string, inputs: Properties) =>
    // What these need themselves is not the subject of a test: refusals are passed over.
    cloud.create(`urn:pulumi:test::network::${type}::${name}`, type, inputs, () => {});
  const vpcId = make("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }).id;
  const subnet = (zone: string, cidrBlock: string) =>
    make("aws:ec2/subnet:Subnet", zone, { vpcId, cidrBlock, availabilityZone: zone }).id;
  const key = make("aws:kms/key:Key", "key", {});
  return {
    cloud,
    vpcId,
    subnetIds: {
      "us-east-1a": subnet("us-east-1a", "10.0.0.0/24"),
      "us-east-1b": subnet("us-east-1b", "10.0.1.0/24"),
    },
    clients: { cluster: make("aws:ec2/securityGroup:SecurityGroup", "cluster", { vpcId }).id },
    kmsKeyArn: String(key.outputs.arn),
    clusterName: make("aws:eks/cluster:Cluster", "cluster", { name: "ai-platform" }).id,
    accountId: cloud.account,
  };
}
