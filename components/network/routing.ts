import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { podRole, type Subnets } from "./subnets.ts";

/** `none`: no way out but endpoints; `single`: all zones share one; `perZone`: a zone's loss is its own. */
export type NatMode = "none" | "single" | "perZone";

export interface RoutingArgs {
  readonly vpc: aws.ec2.Vpc;
  readonly subnets: Subnets;
  /** Zone names, sorted. */
  readonly zones: readonly string[];
  readonly nat: NatMode;
  readonly ipv6: boolean;
}

export interface Routing {
  readonly publicRouteTable: aws.ec2.RouteTable;
  /** The tables of private and pod subnets, by zone. */
  readonly privateRouteTables: Readonly<Record<string, aws.ec2.RouteTable>>;
  readonly databaseRouteTable: aws.ec2.RouteTable;
  /** Public addresses of the NAT gateways, by the zone they are in. */
  readonly natAddresses: Readonly<Record<string, pulumi.Output<string>>>;
}

/**
 * Route tables and ways out. Private subnets have a table per zone whatever the NAT mode, so that a change of mode
 * changes routes and nothing else; database subnets have no way out at all.
 */
export function createRouting(name: string, args: RoutingArgs, parent: pulumi.Resource): Routing {
  const { vpc, subnets, zones } = args;
  const options = { parent };

  const table = (role: string): aws.ec2.RouteTable =>
    new aws.ec2.RouteTable(`${name}-${role}`, { vpcId: vpc.id, tags: { Name: `${name}-${role}` } }, options);
  const associate = (
    role: string,
    routeTable: aws.ec2.RouteTable,
    subnet: aws.ec2.Subnet | undefined,
  ): void => {
    if (!subnet) return;
    new aws.ec2.RouteTableAssociation(
      `${name}-${role}`,
      { subnetId: subnet.id, routeTableId: routeTable.id },
      options,
    );
  };

  const internetGateway = new aws.ec2.InternetGateway(
    `${name}-internet-gateway`,
    { vpcId: vpc.id, tags: { Name: name } },
    options,
  );
  const publicRouteTable = table("public-table");
  new aws.ec2.Route(
    `${name}-public-internet`,
    { routeTableId: publicRouteTable.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: internetGateway.id },
    options,
  );

  const natZones = args.nat === "perZone" ? zones : args.nat === "single" ? zones.slice(0, 1) : [];
  const nats = Object.fromEntries(
    natZones.map((zone) => [zone, createNat(name, zone, subnets.public[zone], internetGateway, parent)]),
  );

  const egressOnly = args.ipv6
    ? new aws.ec2.EgressOnlyInternetGateway(
        `${name}-egress-only-gateway`,
        { vpcId: vpc.id, tags: { Name: name } },
        options,
      )
    : undefined;
  if (egressOnly) {
    new aws.ec2.Route(
      `${name}-public-internet-ipv6`,
      {
        routeTableId: publicRouteTable.id,
        destinationIpv6CidrBlock: "::/0",
        gatewayId: internetGateway.id,
      },
      options,
    );
  }

  const databaseRouteTable = table("database-table");
  const privateRouteTables: Record<string, aws.ec2.RouteTable> = {};
  for (const zone of zones) {
    const privateTable = table(`private-table-${zone}`);
    privateRouteTables[zone] = privateTable;
    const nat = nats[zone] ?? nats[zones[0] ?? ""];
    if (nat) {
      new aws.ec2.Route(
        `${name}-private-internet-${zone}`,
        { routeTableId: privateTable.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.gateway.id },
        options,
      );
    }
    if (egressOnly) {
      new aws.ec2.Route(
        `${name}-private-internet-ipv6-${zone}`,
        {
          routeTableId: privateTable.id,
          destinationIpv6CidrBlock: "::/0",
          egressOnlyGatewayId: egressOnly.id,
        },
        options,
      );
    }
    associate(`public-association-${zone}`, publicRouteTable, subnets.public[zone]);
    associate(`private-association-${zone}`, privateTable, subnets.private[zone]);
    associate(`database-association-${zone}`, databaseRouteTable, subnets.database[zone]);
    associate(`transit-association-${zone}`, privateTable, subnets.transit[zone]);
    for (const [range, pods] of Object.entries(subnets.pods)) {
      associate(`${podRole(range)}-association-${zone}`, privateTable, pods[zone]);
    }
  }
  return {
    publicRouteTable,
    privateRouteTables,
    databaseRouteTable,
    natAddresses: Object.fromEntries(Object.entries(nats).map(([zone, nat]) => [zone, nat.address])),
  };
}

function createNat(
  name: string,
  zone: string,
  subnet: aws.ec2.Subnet | undefined,
  internetGateway: aws.ec2.InternetGateway,
  parent: pulumi.Resource,
): { gateway: aws.ec2.NatGateway; address: pulumi.Output<string> } {
  if (!subnet) throw new Error(`unreachable: zone ${zone} has no public subnet`);
  const tags = { Name: `${name}-${zone}` };
  const address = new aws.ec2.Eip(`${name}-nat-address-${zone}`, { domain: "vpc", tags }, { parent });
  const gateway = new aws.ec2.NatGateway(
    `${name}-nat-${zone}`,
    { subnetId: subnet.id, allocationId: address.id, tags },
    // Without the internet gateway it comes up with no way out (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html).
    { parent, dependsOn: [internetGateway] },
  );
  return { gateway, address: address.publicIp };
}
