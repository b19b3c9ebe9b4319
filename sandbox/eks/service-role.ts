import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface ServiceRoleArgs {
  /** The service that may assume the role. */
  readonly service: string;
  readonly description?: string;
  /** Names of the AWS managed policies the role gets. */
  readonly policies: readonly string[];
  readonly actions?: readonly string[];
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

/** The role of an AWS service with its managed policies, as the provider makes it. */
export class ServiceRole extends pulumi.ComponentResource {
  /** The role as soon as it exists. */
  readonly role: aws.iam.Role;
  /** The role once its policies are attached. */
  readonly ready: pulumi.Output<aws.iam.Role>;

  constructor(name: string, args: ServiceRoleArgs, options: pulumi.ComponentResourceOptions) {
    const { partition } = aws.getPartitionOutput({}, options);
    const managedPolicyArns = args.policies.map((policy) => ({
      id: `arn:aws:iam::aws:policy/${policy}`,
      arn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}`,
    }));
    const { policies: _policies, actions: assumeRoleActions, ...inputs } = args;
    super("eks:index:ServiceRole", name, { ...inputs, assumeRoleActions, managedPolicyArns }, options);
    const parent = { parent: this };
    this.role = new aws.iam.Role(
      `${name}-role`,
      {
        ...(args.description === undefined ? {} : { description: args.description }),
        ...(args.tags === undefined ? {} : { tags: args.tags }),
        assumeRolePolicy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Action: args.actions ?? ["sts:AssumeRole"],
              Effect: "Allow",
              Principal: { Service: [args.service] },
            },
          ],
        }),
      },
      parent,
    );
    const attachments = managedPolicyArns.map(({ id, arn }) => {
      const suffix = createHash("sha1").update(id).digest("hex").slice(0, 8);
      return new aws.iam.RolePolicyAttachment(
        `${name}-${suffix}`,
        { policyArn: arn, role: this.role.name },
        parent,
      );
    });
    this.ready = pulumi
      .all([this.role.arn, ...attachments.map((attachment) => attachment.id)])
      .apply(() => this.role) as pulumi.Output<aws.iam.Role>;
    this.registerOutputs({ resolvedRole: this.ready, directRole: this.role });
  }
}
