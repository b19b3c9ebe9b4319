import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { refuseUnknownInputs } from "./known.ts";

type Args = eks.ManagedNodeGroupArgs;

/** Inputs that the AWS node group takes as they are. */
const passedOn = [
  "amiType",
  "capacityType",
  "diskSize",
  "forceUpdateVersion",
  "instanceTypes",
  "labels",
  "launchTemplate",
  "nodeGroupName",
  "nodeGroupNamePrefix",
  "releaseVersion",
  "remoteAccess",
  "tags",
  "taints",
  "version",
] as const satisfies readonly (keyof Args)[];

const known = new Set<string>([
  ...passedOn,
  "cluster",
  "clusterName",
  "ignoreScalingChanges",
  "nodeRole",
  "nodeRoleArn",
  "scalingConfig",
  "subnetIds",
]);

/**
 * What `eks.ManagedNodeGroup` of @pulumi/eks 4.3.0 creates: one AWS node group. The inputs that make it write a launch
 * template of its own are not modelled.
 */
export class ManagedNodeGroup extends pulumi.ComponentResource {
  readonly nodeGroup: aws.eks.NodeGroup;

  constructor(name: string, args: Args, options: pulumi.ComponentResourceOptions) {
    super("eks:index:ManagedNodeGroup", name, args, options);
    refuseUnknownInputs("eks.ManagedNodeGroup", args, known);
    if (args.nodeRole === undefined && args.nodeRoleArn === undefined) {
      throw new Error(`${name}: an IAM role or its ARN is needed to create a managed node group`);
    }
    // A cluster reference gives the component, whose `core` it is; a program may also pass `core` itself.
    const core = pulumi.output(args.cluster).apply((cluster) => ("core" in cluster ? cluster.core : cluster));
    const inputs = Object.fromEntries(
      passedOn.flatMap((key) => (args[key] === undefined ? [] : [[key, args[key]]])),
    ) as Partial<aws.eks.NodeGroupArgs>;
    this.nodeGroup = new aws.eks.NodeGroup(
      name,
      {
        ...inputs,
        ...(args.version === undefined && args.launchTemplate === undefined
          ? { version: core.apply((c) => c.cluster.version) }
          : {}),
        clusterName: args.clusterName ?? core.apply((c) => c.cluster.name),
        nodeRoleArn: args.nodeRoleArn ?? pulumi.output(args.nodeRole as pulumi.Input<aws.iam.Role>).arn,
        scalingConfig: pulumi.output(args.scalingConfig).apply((config) => ({
          desiredSize: config?.desiredSize ?? 2,
          minSize: config?.minSize ?? 1,
          maxSize: config?.maxSize ?? 2,
        })),
        subnetIds:
          args.subnetIds ??
          core.apply((c) => (c.subnetIds ?? c.privateSubnetIds ?? c.publicSubnetIds ?? []) as string[]),
      },
      {
        parent: this,
        ...(args.ignoreScalingChanges === true ? { ignoreChanges: ["scalingConfig.desiredSize"] } : {}),
      },
    );
    this.registerOutputs({ nodeGroup: this.nodeGroup, placementGroupName: "" });
  }
}
