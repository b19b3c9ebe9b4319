import { type AddressPlan, type AddressPlanArgs, planAddresses } from "@aip/common/arguments/address-plan.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { lockDefaults } from "./locked-defaults.ts";
import { createRouting, type NatMode } from "./routing.ts";
import { createSubnets, type SubnetsByZone } from "./subnets.ts";

export interface NetworkArgs extends AddressPlanArgs {
  /**
   * How private subnets reach the internet: by no NAT gateway, by one for all zones, or by one in each. Default:
   * `perZone`.
   */
  readonly nat?: NatMode;
  /** Whether all subnets but those of pods also have IPv6, with a way out and none in. Default: false. */
  readonly ipv6?: boolean;
  /** Value of the tag `karpenter.sh/discovery` on the private subnets. Default: the component's name. */
  readonly discovery?: string;
  /** Whether every zone has a /28 subnet for a Transit Gateway attachment. Default: false. */
  readonly transitSubnets?: boolean;
}

interface ResolvedNetwork {
  readonly plan: AddressPlan;
  readonly nat: NatMode;
  readonly ipv6: boolean;
  readonly discovery: string;
  readonly transitSubnets: boolean;
}

/** @throws InvalidInput listing every problem of the address plan. */
export const resolveNetwork = (name: string, args: NetworkArgs): ResolvedNetwork => ({
  plan: planAddresses(args),
  nat: args.nat ?? "perZone",
  ipv6: args.ipv6 ?? false,
  discovery: args.discovery ?? name,
  transitSubnets: args.transitSubnets ?? false,
});

type ByZone<T> = Readonly<Record<string, T>>;

/**
 * A VPC whose subnets keep their place for ever: public ones for load balancers and NAT, private ones for nodes,
 * database ones with no way out, and ones for pods in shared address space, half of it kept for whole prefixes.
 * Nothing gets a public address by itself, and the VPC's own defaults let nothing through.
 *
 * Price: each NAT gateway 32.85 USD a month, its address 3.65 USD, and 0.045 USD for each GB that passes; the rest is
 * free. `single` and `none` save the difference and cost availability or reach
 * (https://aws.amazon.com/vpc/pricing/, us-east-1).
 *
 * @throws InvalidInput listing every problem of the address plan.
 *
 * @example
 * import { Network } from "@aip/components";
 *
 * const network = new Network("main", {
 *   vpcCidr: "10.0.0.0/16",
 *   zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
 *   nat: "single",
 * });
 * export const privateSubnetIds = network.privateSubnetIds;
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly vpcCidr: string;
  /** All IPv4 ranges of the VPC. */
  readonly vpcCidrs: readonly string[];
  /** Null without IPv6. */
  readonly ipv6Cidr: pulumi.Output<string | null>;
  /** Zone names, sorted. */
  readonly zones: readonly string[];
  readonly publicSubnetIds: ByZone<pulumi.Output<string>>;
  readonly privateSubnetIds: ByZone<pulumi.Output<string>>;
  readonly databaseSubnetIds: ByZone<pulumi.Output<string>>;
  readonly transitSubnetIds: ByZone<pulumi.Output<string>>;
  /** Pod subnets by range, then by zone. */
  readonly podSubnetIds: ByZone<ByZone<pulumi.Output<string>>>;
  /** Tables of private, pod and transit subnets. */
  readonly privateRouteTableIds: ByZone<pulumi.Output<string>>;
  /** All tables. */
  readonly routeTableIds: readonly pulumi.Output<string>[];
  /** What others see traffic of the private subnets come from, by zone of the gateway. */
  readonly natAddresses: ByZone<pulumi.Output<string>>;

  constructor(name: string, args: NetworkArgs, options?: pulumi.ComponentResourceOptions) {
    const resolved = resolveNetwork(name, args);
    super("aip:network:Network", name, {}, options);
    const { plan, ipv6 } = resolved;
    const parent = { parent: this };

    const vpc = new aws.ec2.Vpc(
      `${name}-vpc`,
      {
        cidrBlock: plan.vpcCidr,
        // Interface endpoints and private zones answer only where both are on.
        enableDnsSupport: true,
        enableDnsHostnames: true,
        assignGeneratedIpv6CidrBlock: ipv6,
        tags: { Name: name },
      },
      parent,
    );
    this.vpcId = vpc.id;
    this.vpcCidr = plan.vpcCidr;
    this.vpcCidrs = [plan.vpcCidr, ...plan.podCidrs];
    this.ipv6Cidr = ipv6 ? vpc.ipv6CidrBlock : pulumi.output(null);
    this.zones = plan.zones.map(({ zone }) => zone);

    lockDefaults(name, vpc, this.vpcCidrs, ipv6, this);
    const subnets = createSubnets(
      name,
      { plan, vpc, ipv6, discovery: resolved.discovery, transit: resolved.transitSubnets },
      this,
    );
    const routing = createRouting(name, { vpc, subnets, zones: this.zones, nat: resolved.nat, ipv6 }, this);

    this.publicSubnetIds = ids(subnets.public);
    this.privateSubnetIds = ids(subnets.private);
    this.databaseSubnetIds = ids(subnets.database);
    this.transitSubnetIds = ids(subnets.transit);
    this.podSubnetIds = mapValues(subnets.pods, ids);
    this.privateRouteTableIds = mapValues(routing.privateRouteTables, (table) => table.id);
    this.routeTableIds = [
      routing.publicRouteTable.id,
      ...Object.values(this.privateRouteTableIds),
      routing.databaseRouteTable.id,
    ];
    this.natAddresses = routing.natAddresses;
    this.registerOutputs({
      vpcId: this.vpcId,
      vpcCidrs: this.vpcCidrs,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      databaseSubnetIds: this.databaseSubnetIds,
      podSubnetIds: this.podSubnetIds,
    });
  }
}

const mapValues = <T, U>(record: ByZone<T>, map: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));

const ids = (subnets: SubnetsByZone): Record<string, pulumi.Output<string>> =>
  mapValues(subnets, (subnet) => subnet.id);
