import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Adds routes to ranges outside a VPC to several of its tables. Keys of tables and ranges name the routes. */
function addRoutes(
  name: string,
  tables: Readonly<Record<string, pulumi.Input<string>>>,
  cidrs: readonly string[],
  target: { transitGatewayId: pulumi.Input<string> } | { vpcPeeringConnectionId: pulumi.Input<string> },
  options: pulumi.CustomResourceOptions,
): void {
  for (const [table, routeTableId] of Object.entries(tables)) {
    for (const destinationCidrBlock of cidrs) {
      new aws.ec2.Route(
        `${name}-${table}-${destinationCidrBlock.replaceAll(/[./]/g, "-")}`,
        { routeTableId, destinationCidrBlock, ...target },
        options,
      );
    }
  }
}

export interface TransitGatewayAttachmentArgs {
  /** VPC that is attached. */
  readonly vpcId: pulumi.Input<string>;
  /** Transit Gateway (tgw-…) of the region, of this account or shared with it. */
  readonly transitGatewayId: pulumi.Input<string>;
  /**
   * One subnet a zone, by zone name; a /28 that is used for nothing else, as AWS recommends
   * (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html).
   */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Route tables that get the routes, by a key that stays the same: it is part of the routes' names. */
  readonly routeTableIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** IPv4 ranges that are reached through the gateway. */
  readonly routedCidrs: readonly string[];
  /** Whether IPv6 passes too. Default: false. */
  readonly ipv6?: boolean;
}

/**
 * Joins a VPC to a Transit Gateway that exists already. Pods have to be masqueraded behind their node to be answered:
 * their shared address space is routed nowhere.
 *
 * Price: 36.50 USD a month, and 0.02 USD for each GB (https://aws.amazon.com/transit-gateway/pricing/, us-east-1).
 *
 * @example
 * import { Network, TransitGatewayAttachment } from "@aip/components";
 *
 * const network = new Network("main", {
 *   vpcCidr: "10.0.0.0/16",
 *   zones: ["us-east-1a", "us-east-1b"],
 *   routedCidrs: ["10.64.0.0/10"],
 *   transitSubnets: true,
 * });
 * new TransitGatewayAttachment("company", {
 *   vpcId: network.vpcId,
 *   transitGatewayId: "tgw-0123456789abcdef0",
 *   subnetIds: network.transitSubnetIds,
 *   routeTableIds: network.privateRouteTableIds,
 *   routedCidrs: ["10.64.0.0/10"],
 * });
 */
export class TransitGatewayAttachment extends pulumi.ComponentResource {
  readonly attachmentId: pulumi.Output<string>;

  constructor(name: string, args: TransitGatewayAttachmentArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:network:TransitGatewayAttachment", name, {}, options);
    const attachment = new aws.ec2transitgateway.VpcAttachment(
      `${name}-attachment`,
      {
        vpcId: args.vpcId,
        transitGatewayId: args.transitGatewayId,
        subnetIds: Object.values(args.subnetIds),
        dnsSupport: "enable",
        ipv6Support: args.ipv6 ? "enable" : "disable",
        tags: { Name: name },
      },
      { parent: this },
    );
    addRoutes(
      name,
      args.routeTableIds,
      args.routedCidrs,
      { transitGatewayId: args.transitGatewayId },
      { parent: this, dependsOn: [attachment] },
    );
    this.attachmentId = attachment.id;
    this.registerOutputs({ attachmentId: this.attachmentId });
  }
}

export interface VpcPeeringArgs {
  /** VPC that asks for the peering. */
  readonly vpcId: pulumi.Input<string>;
  /** VPC that is asked. */
  readonly peerVpcId: pulumi.Input<string>;
  /** IPv4 range of the peer, which must not overlap those of the VPC. */
  readonly peerCidr: string;
  /** Account of the peer. Default: the account of the provider. */
  readonly peerAccountId?: pulumi.Input<string> | undefined;
  /** Region of the peer. Default: the region of the provider. */
  readonly peerRegion?: pulumi.Input<string> | undefined;
  /** Route tables that get the route, by a key that stays the same: it is part of the routes' names. */
  readonly routeTableIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * Asks another VPC to be a peer, and routes to it. Within one account and region it is accepted at once; elsewhere the
 * other side accepts, and nothing passes before. The way back is the other side's route.
 *
 * Price: none but traffic, 0.01 USD for each GB between zones on each side, 0.02 USD between regions
 * (https://aws.amazon.com/ec2/pricing/on-demand/, data transfer, us-east-1).
 *
 * @example
 * import { Network, VpcPeering } from "@aip/components";
 *
 * const network = new Network("main", {
 *   vpcCidr: "10.0.0.0/16",
 *   zones: ["us-east-1a", "us-east-1b"],
 *   routedCidrs: ["10.20.0.0/16"],
 * });
 * new VpcPeering("warehouse", {
 *   vpcId: network.vpcId,
 *   peerVpcId: "vpc-0123456789abcdef0",
 *   peerCidr: "10.20.0.0/16",
 *   routeTableIds: network.privateRouteTableIds,
 * });
 */
export class VpcPeering extends pulumi.ComponentResource {
  readonly connectionId: pulumi.Output<string>;

  constructor(name: string, args: VpcPeeringArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:network:VpcPeering", name, {}, options);
    const elsewhere = args.peerAccountId !== undefined || args.peerRegion !== undefined;
    const connection = new aws.ec2.VpcPeeringConnection(
      `${name}-connection`,
      {
        vpcId: args.vpcId,
        peerVpcId: args.peerVpcId,
        ...(args.peerAccountId === undefined ? {} : { peerOwnerId: args.peerAccountId }),
        ...(args.peerRegion === undefined ? {} : { peerRegion: args.peerRegion }),
        ...(elsewhere ? {} : { autoAccept: true }),
        tags: { Name: name },
      },
      { parent: this },
    );
    addRoutes(
      name,
      args.routeTableIds,
      [args.peerCidr],
      { vpcPeeringConnectionId: connection.id },
      { parent: this },
    );
    this.connectionId = connection.id;
    this.registerOutputs({ connectionId: this.connectionId });
  }
}
