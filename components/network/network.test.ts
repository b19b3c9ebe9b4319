import assert from "node:assert/strict";
import { deploy } from "../testing/deploy.ts";
import { ipv6SubnetOf } from "./ipv6.ts";
import { Network, type NetworkArgs } from "./network.ts";

const args: NetworkArgs = { vpcCidr: "10.0.0.0/16", zones: ["us-east-1a", "us-east-1b", "us-east-1c"] };

const run = (change: Partial<NetworkArgs> = {}) =>
  deploy(() => {
    const network = new Network("network", { ...args, ...change });
    return { natAddresses: network.natAddresses, privateSubnetIds: network.privateSubnetIds };
  });

/** How many resources of each type there are. */
async function counts(change: Partial<NetworkArgs> = {}): Promise<Record<string, number>> {
  const { resources } = await run(change);
  const found: Record<string, number> = {};
  for (const { type, custom } of resources) {
    const name = type.split(":").at(-1) ?? "";
    if (custom && !type.startsWith("pulumi:")) found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}

const always = {
  Vpc: 1,
  DefaultSecurityGroup: 1,
  DefaultRouteTable: 1,
  DefaultNetworkAcl: 1,
  InternetGateway: 1,
  VpcIpv4CidrBlockAssociation: 1,
  Subnet: 12,
  SubnetCidrReservation: 3,
  RouteTable: 5,
  RouteTableAssociation: 12,
};

describe("Network", () => {
  it("has exactly these resources, and NAT as its mode says", async () => {
    assert.deepEqual(await counts({ nat: "none" }), { ...always, Route: 1 });
    assert.deepEqual(await counts({ nat: "single" }), { ...always, Route: 4, Eip: 1, NatGateway: 1 });
    assert.deepEqual(await counts({ nat: "perZone" }), { ...always, Route: 4, Eip: 3, NatGateway: 3 });
  });

  it("sends each zone through its own gateway, or all through the first", async () => {
    const perZone = await run();
    const gateways = perZone
      .names("Route")
      .filter((name) => name.startsWith("network-private"))
      .map((name) => perZone.inputs(name).natGatewayId);
    assert.equal(new Set(gateways).size, 3);
    const single = await run({ nat: "single" });
    assert.deepEqual(single.names("NatGateway"), ["network-nat-us-east-1a"]);
    assert.deepEqual(Object.keys(single.outputs.natAddresses as object), ["us-east-1a"]);
  });

  it("gives databases no way out and nothing a public address", async () => {
    const { inputs, names, resource } = await run();
    const database = resource("network-database-table").id;
    assert.ok(database);
    for (const route of names("Route")) assert.notEqual(inputs(route).routeTableId, database);
    for (const zone of args.zones) {
      assert.equal(inputs(`network-database-association-${zone}`).routeTableId, database);
    }
    for (const subnet of names("Subnet")) assert.equal(inputs(subnet).mapPublicIpOnLaunch, false);
  });

  it("locks the security group and the route table that come with a VPC", async () => {
    const { inputs } = await run();
    assert.deepEqual(inputs("network-default-security-group").ingress, []);
    assert.deepEqual(inputs("network-default-security-group").egress, []);
    assert.deepEqual(inputs("network-default-route-table").routes, []);
    const ingress = inputs("network-default-network-acl").ingress as Record<string, unknown>[];
    const ssh = ingress.find(({ action }) => action === "deny");
    const open = ingress.find(({ cidrBlock, action }) => cidrBlock === "0.0.0.0/0" && action === "allow");
    assert.equal(ssh?.toPort, 22);
    assert.ok(Number(ssh?.ruleNo) < Number(open?.ruleNo), "the refusal comes before what lets all pass");
  });

  it("tags subnets for load balancers, Karpenter and the CNI", async () => {
    const { inputs } = await run({ discovery: "ai-platform" });
    const tags = (name: string) => inputs(name).tags as Record<string, string>;
    assert.equal(tags("network-public-us-east-1a")["kubernetes.io/role/elb"], "1");
    assert.equal(tags("network-private-us-east-1a")["kubernetes.io/role/internal-elb"], "1");
    assert.equal(tags("network-private-us-east-1a")["karpenter.sh/discovery"], "ai-platform");
    assert.equal(tags("network-public-us-east-1a")["karpenter.sh/discovery"], undefined);
    assert.equal(tags("network-pods-100-64-0-0-16-us-east-1a")["kubernetes.io/role/cni"], "1");
  });

  it("changes no name and no block of what exists when a zone and a pod range are added", async () => {
    const before = await run({ zones: ["us-east-1a", "us-east-1c"], nat: "single" });
    const after = await run({ nat: "single", podCidrs: ["100.65.0.0/16", "100.64.0.0/16"] });
    const kept = before.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
    assert.ok(kept.length > 20);
    for (const { name, type, inputs } of kept) {
      // The ACL lists all ranges of the VPC: it is updated in place.
      if (type.endsWith(":DefaultNetworkAcl")) continue;
      const same = after.resources.find((resource) => resource.name === name && resource.type === type);
      assert.deepEqual(same?.inputs, inputs, name);
    }
  });

  it("has IPv6 with a way out and none in, where asked for", async () => {
    const dual = await counts({ ipv6: true });
    assert.equal(dual.EgressOnlyInternetGateway, 1);
    assert.equal(dual.Route, 8);
    const { inputs, names } = await run({ ipv6: true });
    const blocks = names("Subnet").flatMap((name) => inputs(name).ipv6CidrBlock ?? []);
    assert.equal(new Set(blocks).size, 9, "each subnet but those of pods has a block of its own");
    for (const name of names("Route")) {
      const { destinationIpv6CidrBlock, gatewayId } = inputs(name);
      if (gatewayId && destinationIpv6CidrBlock) assert.equal(name, "network-public-internet-ipv6");
    }
  });

  it("has small subnets for a Transit Gateway, where asked for", async () => {
    const { names, inputs } = await run({ transitSubnets: true });
    const transit = names("Subnet").filter((name) => name.includes("-transit-"));
    assert.deepEqual(
      transit.map((name) => inputs(name).cidrBlock),
      ["10.0.31.240/28", "10.0.63.240/28", "10.0.95.240/28"],
    );
  });

  it("refuses a range that is too small before anything is made", async () => {
    await assert.rejects(
      run({ vpcCidr: "10.0.0.0/24" }),
      /vpcCidr: found "10.0.0.0\/24".* the smallest that fits is \/22/,
    );
  });
});

describe("ipv6SubnetOf", () => {
  it("counts /64 blocks within a /56", () => {
    assert.equal(ipv6SubnetOf("2600:1f18:12:ab00::/56", 0), "2600:1f18:12:ab00::/64");
    assert.equal(ipv6SubnetOf("2600:1f18:12:ab00::/56", 255), "2600:1f18:12:abff::/64");
  });

  it("refuses another block and a number outside 0 to 255", () => {
    assert.throws(() => ipv6SubnetOf("2600:1f18::/48", 0), /found 2600:1f18::\/48/);
    assert.throws(() => ipv6SubnetOf("2600:1f18:12:ab00::/56", 256), /found 256/);
  });
});
