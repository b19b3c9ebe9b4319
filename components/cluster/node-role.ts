import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { trustService } from "../iam/policy.ts";

export interface NodeRoleArgs {
  /**
   * The cluster to let the nodes into. EKS does that by itself for the role of a managed node group, so only nodes that
   * Karpenter makes need it. Default: no entry.
   */
  readonly accessTo?: pulumi.Input<string> | undefined;
}

/** `AmazonSSMManagedInstanceCore` is the way in to nodes and, by port forwarding, to a private endpoint. */
const policies = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonSSMManagedInstanceCore",
] as const;

/**
 * The IAM role of nodes: it joins the cluster, pulls images and answers Session Manager, nothing else. The rights of the
 * network plugin and of storage drivers belong to their pods. Costs nothing.
 *
 * @example
 * import { NodeRole } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const role = new NodeRole("nodes", { accessTo: new pulumi.Config().require("clusterName") });
 * export const roleArn = role.roleArn;
 */
export class NodeRole extends pulumi.ComponentResource {
  /** Known once the role has its rights. */
  readonly roleArn: pulumi.Output<string>;
  readonly roleName: pulumi.Output<string>;

  constructor(name: string, args: NodeRoleArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:cluster:NodeRole", name, {}, options);
    const parent = { parent: this };
    const role = new aws.iam.Role(
      `${name}-role`,
      { assumeRolePolicy: trustService("ec2.amazonaws.com") },
      parent,
    );
    const partition = aws.getPartitionOutput({}, parent).partition;
    const ready: pulumi.Resource[] = policies.map(
      (policy) =>
        new aws.iam.RolePolicyAttachment(
          `${name}-${policy}`,
          { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}` },
          parent,
        ),
    );
    if (args.accessTo !== undefined) {
      ready.push(
        new aws.eks.AccessEntry(
          `${name}-access`,
          { clusterName: args.accessTo, principalArn: role.arn, type: "EC2_LINUX" },
          parent,
        ),
      );
    }
    const ids = pulumi.all(ready.map((resource) => (resource as pulumi.CustomResource).id));
    this.roleArn = pulumi.all([role.arn, ids]).apply(([arn]) => arn);
    this.roleName = pulumi.all([role.name, ids]).apply(([roleName]) => roleName);
    this.registerOutputs({ roleArn: this.roleArn, roleName: this.roleName });
  }
}
