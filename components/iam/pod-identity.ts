import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "./policy.ts";

export interface PodIdentityArgs {
  /** EKS cluster of the pods. */
  readonly clusterName: pulumi.Input<string>;
  /** Namespace of the service account. */
  readonly namespace: pulumi.Input<string>;
  /** Service account of the pods; it may be created later. */
  readonly serviceAccount: pulumi.Input<string>;
  /** Statements of the role's inline policy. Default: none. */
  readonly statements?: readonly Statement[];
  /** ARNs of managed policies. Default: none. */
  readonly managedPolicyArns?: readonly pulumi.Input<string>[];
}

/**
 * Gives the pods of one service account an IAM role. Create it before the workload and let the workload depend on it: a
 * pod that starts before its association never gets credentials
 * (https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html). Costs nothing.
 *
 * @example
 * import { PodIdentity } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * new PodIdentity("scoring-identity", {
 *   clusterName: new pulumi.Config().require("clusterName"),
 *   namespace: "scoring",
 *   serviceAccount: "scoring",
 *   statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::acme-models/*"] }],
 * });
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
