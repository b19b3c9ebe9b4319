import { type AdoptedSubnets, checkAdoptedSubnets } from "@aip/common/arguments/adopted-subnets.ts";
import { Problems } from "@aip/common/problems.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { tierTags } from "./subnets.ts";

type IdsByZone = Readonly<Record<string, string>>;

export interface AdoptedNetworkArgs extends AdoptedSubnets {
  /**
   * Id of the VPC (vpc-…), in the account and region of the provider. A plain text: it is read before anything is
   * created.
   */
  readonly vpcId: string;
  /** IPv4 ranges of the VPC, its first one first. */
  readonly vpcCidrs: readonly string[];
  /** Value of the tag `karpenter.sh/discovery` on the private subnets. Default: the component's name. */
  readonly discovery?: string;
}

/** @throws InvalidInput unless private and database subnets are in the same two or more zones, and the others in some of them. */
export function resolveAdoptedNetwork(name: string, args: AdoptedNetworkArgs) {
  const problems = new Problems(`AdoptedNetwork ${name}`);
  const zones = checkAdoptedSubnets(args, problems);
  if (args.vpcCidrs.length === 0) problems.add("vpcCidrs", args.vpcCidrs, "at least one range");
  problems.throwIfAny();
  return { zones, podSubnetIds: args.podSubnetIds ?? {}, discovery: args.discovery ?? name };
}

/**
 * A VPC that exists already, as the platform's network. It is read, which fails where it does not exist. Only the tags
 * by which load balancers and Karpenter find subnets are changed; routes, NAT, flow logs and the VPC's defaults stay as
 * they are. Free of charge.
 *
 * @throws InvalidInput unless private and database subnets are in the same two or more zones, and the others in some of them.
 *
 * @example
 * import { AdoptedNetwork } from "@aip/components";
 *
 * const network = new AdoptedNetwork("shared", {
 *   vpcId: "vpc-0123456789abcdef0",
 *   vpcCidrs: ["10.20.0.0/16"],
 *   publicSubnetIds: {},
 *   privateSubnetIds: { "us-east-1a": "subnet-0aaaaaaaaaaaaaaa1", "us-east-1b": "subnet-0aaaaaaaaaaaaaaa2" },
 *   databaseSubnetIds: { "us-east-1a": "subnet-0bbbbbbbbbbbbbbb1", "us-east-1b": "subnet-0bbbbbbbbbbbbbbb2" },
 * });
 * export const zones = network.zones;
 */
export class AdoptedNetwork extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** Zone names, sorted. */
  readonly zones: readonly string[];
  readonly publicSubnetIds: Readonly<Record<string, pulumi.Output<string>>>;
  readonly privateSubnetIds: Readonly<Record<string, pulumi.Output<string>>>;
  readonly databaseSubnetIds: Readonly<Record<string, pulumi.Output<string>>>;
  readonly podSubnetIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: AdoptedNetworkArgs, options?: pulumi.ComponentResourceOptions) {
    const resolved = resolveAdoptedNetwork(name, args);
    super("aip:network:AdoptedNetwork", name, {}, options);
    const tags = tierTags(resolved.discovery);
    const vpc = aws.ec2.Vpc.get(
      `${name}-adopted-vpc`,
      args.vpcId,
      // What the platform takes for granted; AWS says how it is.
      { cidrBlock: args.vpcCidrs[0] ?? "", enableDnsSupport: true, enableDnsHostnames: true },
      { parent: this },
    );
    const adopt = (tier: "public" | "private" | "database" | "pods", ids: IdsByZone) =>
      Object.fromEntries(
        Object.entries(ids).map(([zone, id]) => {
          const subnet = aws.ec2.Subnet.get(
            `${name}-adopted-${tier}-${zone}`,
            id,
            { vpcId: vpc.id, availabilityZone: zone },
            { parent: this },
          );
          for (const [key, value] of Object.entries<string>(tags[tier])) {
            const role = key.replaceAll(/[./]/g, "-");
            new aws.ec2.Tag(
              `${name}-${tier}-${zone}-${role}`,
              { resourceId: subnet.id, key, value },
              { parent: this },
            );
          }
          return [zone, subnet.id];
        }),
      );
    this.vpcId = vpc.id;
    this.zones = resolved.zones;
    this.publicSubnetIds = adopt("public", args.publicSubnetIds);
    this.privateSubnetIds = adopt("private", args.privateSubnetIds);
    this.databaseSubnetIds = adopt("database", args.databaseSubnetIds);
    this.podSubnetIds = adopt("pods", resolved.podSubnetIds);
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      databaseSubnetIds: this.databaseSubnetIds,
      podSubnetIds: this.podSubnetIds,
    });
  }
}
