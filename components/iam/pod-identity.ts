import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "./policy.ts";

export interface PodIdentityArgs {
  readonly clusterName: pulumi.Input<string>;
  readonly namespace: pulumi.Input<string>;
  readonly serviceAccount: pulumi.Input<string>;
  /** What the pods may do. Default: nothing, until managed policies are given. */
  readonly statements?: readonly Statement[];
  /** ARNs of managed policies. Default: none. */
  readonly managedPolicyArns?: readonly pulumi.Input<string>[];
}

/**
 * Gives the pods of one service account an IAM role. Create it before the workload and let the workload depend on it: a
 * pod that starts before its association never gets credentials
 * (https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html). Costs nothing.
 */
export class PodIdentity extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: PodIdentityArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:iam:PodIdentity", name, {}, options);
    const parent = { parent: this };

    const role = new aws.iam.Role(
      `${name}-role`,
      {
        assumeRolePolicy: policyDocument([
          {
            actions: ["sts:AssumeRole", "sts:TagSession"],
            principals: { Service: "pods.eks.amazonaws.com" },
          },
        ]),
      },
      parent,
    );
    const policies: pulumi.Resource[] = [];
    if (args.statements && args.statements.length > 0) {
      policies.push(
        new aws.iam.RolePolicy(
          `${name}-policy`,
          { role: role.name, policy: policyDocument(args.statements) },
          parent,
        ),
      );
    }
    for (const [index, policyArn] of (args.managedPolicyArns ?? []).entries()) {
      policies.push(
        new aws.iam.RolePolicyAttachment(`${name}-managed-${index}`, { role: role.name, policyArn }, parent),
      );
    }
    new aws.eks.PodIdentityAssociation(
      `${name}-association`,
      {
        clusterName: args.clusterName,
        namespace: args.namespace,
        serviceAccount: args.serviceAccount,
        roleArn: role.arn,
      },
      { parent: this, dependsOn: policies },
    );
    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
