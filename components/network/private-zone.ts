import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface PrivateZoneArgs {
  /** Name of the zone, such as `dev.internal.example.com`. Not the public domain: it would hide that one from the VPC. */
  readonly zoneName: string;
  /** VPC that resolves the zone. Other VPCs are associated outside of this component. */
  readonly vpcId: pulumi.Input<string>;
}

/** Names that only the VPC resolves. Price: 0.50 USD a month; queries from the VPC are free
 * (https://aws.amazon.com/route53/pricing/).
 *
 * @example
 * import { Network, PrivateZone } from "@aip/components";
 *
 * const network = new Network("main", { vpcCidr: "10.0.0.0/16", zones: ["us-east-1a", "us-east-1b"] });
 * new PrivateZone("internal", { zoneName: "dev.internal.example.com", vpcId: network.vpcId });
 */
export class PrivateZone extends pulumi.ComponentResource {
  readonly zoneId: pulumi.Output<string>;

  constructor(name: string, args: PrivateZoneArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:network:PrivateZone", name, {}, options);
    const zone = new aws.route53.Zone(
      `${name}-zone`,
      {
        name: args.zoneName,
        comment: `Names inside the VPC, under ${args.zoneName}`,
        vpcs: [{ vpcId: args.vpcId }],
      },
      // Associations that other layers or accounts add are theirs.
      { parent: this, ignoreChanges: ["vpcs"] },
    );
    this.zoneId = zone.zoneId;
    this.registerOutputs({ zoneId: this.zoneId });
  }
}
