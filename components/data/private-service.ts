import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface PrivateServiceArgs {
  readonly vpcId: pulumi.Input<string>;
  /** The one TCP port that clients reach. */
  readonly port: number;
  /** Security groups of the clients, by what they are. */
  readonly clients: Readonly<Record<string, pulumi.Input<string>>>;
  readonly description: string;
}

export interface PrivateService {
  readonly securityGroupId: pulumi.Output<string>;
  readonly rules: readonly pulumi.Resource[];
}

/** A security group that lets the named clients reach one port, and lets nothing out. */
export function privateService(
  name: string,
  args: PrivateServiceArgs,
  options: pulumi.CustomResourceOptions,
): PrivateService {
  const group = new aws.ec2.SecurityGroup(
    `${name}-guard`,
    { vpcId: args.vpcId, description: args.description, revokeRulesOnDelete: true },
    options,
  );
  const rules = Object.entries(args.clients).map(
    ([client, securityGroup]) =>
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-from-${client}`,
        {
          securityGroupId: group.id,
          referencedSecurityGroupId: securityGroup,
          ipProtocol: "tcp",
          fromPort: args.port,
          toPort: args.port,
          description: `${args.description}: ${client}`,
        },
        options,
      ),
  );
  return { securityGroupId: group.id, rules };
}
