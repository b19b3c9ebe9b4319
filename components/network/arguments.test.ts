import assert from "node:assert/strict";
import {
  endpointsOf,
  type InterfaceEndpointName,
  interfaceEndpoints,
} from "@aip/facts/interface-endpoints.ts";
import { resolveAdoptedNetwork } from "./adopted-network.ts";
import { resolveDnsFirewall } from "./dns-firewall.ts";
import { resolveEndpoints } from "./endpoints.ts";

const vpcId = "vpc-0123456789abcdef0";

describe("arguments of network components", () => {
  const endpoints = (
    services: readonly string[],
    subnetIds: Record<string, string> = { "us-east-1a": "subnet-1" },
  ) =>
    resolveEndpoints("endpoints", {
      region: "us-east-1",
      vpcId,
      vpcCidrs: ["10.0.0.0/16"],
      routeTableIds: ["rtb-1"],
      subnetIds,
      interfaceEndpoints: services as InterfaceEndpointName[],
    });

  it("name only endpoints that are known, each once, with a subnet to be in", () => {
    assert.deepEqual(endpoints(["sts", "kms"]), ["sts", "kms"]);
    assert.throws(
      () => endpoints(["stss"]),
      /interfaceEndpoints\[0\]: found "stss"; allowed: one of sts, kms/,
    );
    assert.throws(() => endpoints(["sts", "sts"]), /interfaceEndpoints\[1\]: .*each service once/);
    assert.throws(() => endpoints(["sts"], {}), /subnetIds: .*at least one subnet/);
    assert.deepEqual(endpoints([], {}), []);
  });

  it("grow with the profile, and every endpoint says what it is for", () => {
    const [none, sensitive, all] = (["none", "sensitive", "private"] as const).map(endpointsOf);
    assert.deepEqual(none, []);
    for (const name of sensitive ?? []) assert.ok(all?.includes(name), `${name} is missing from private`);
    for (const name of ["ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "sts"] as const) {
      assert.ok(all?.includes(name), `nodes cannot join without ${name}`);
    }
    for (const { service, reason } of Object.values(interfaceEndpoints)) assert.match(reason, /\.$/, service);
  });

  it("leave no firewall that does nothing, lets nothing through, or has domains that are none", () => {
    assert.throws(() => resolveDnsFirewall("firewall", { vpcId }), /blockedDomains: .*at least one domain/);
    assert.throws(
      () => resolveDnsFirewall("firewall", { vpcId, allowedOnly: true }),
      /allowedDomains: .*at least one/,
    );
    assert.throws(
      () =>
        resolveDnsFirewall("firewall", {
          vpcId,
          blockedDomains: ["exa mple.com"],
          managedListIds: { malware: "list" },
        }),
      /blockedDomains\[0\]: found "exa mple.com"[\s\S]*managedListIds.malware: found "list"/,
    );
    assert.equal(resolveDnsFirewall("firewall", { vpcId, blockedDomains: ["*.onion"] }).action, "BLOCK");
    const trial = { vpcId, blockedDomains: ["*.onion"], alertOnly: true };
    assert.equal(resolveDnsFirewall("firewall", trial).action, "ALERT");
  });

  it("adopt a VPC only with its subnets in the same zones", () => {
    const two = { "us-east-1a": "subnet-1", "us-east-1b": "subnet-2" };
    const args = { vpcId, vpcCidrs: ["10.0.0.0/16"], publicSubnetIds: {}, privateSubnetIds: two };
    assert.deepEqual(
      resolveAdoptedNetwork("network", { ...args, databaseSubnetIds: two }).zones,
      Object.keys(two),
    );
    assert.throws(
      () => resolveAdoptedNetwork("network", { ...args, databaseSubnetIds: { "us-east-1a": "subnet-3" } }),
      /databaseSubnetIds: found \["us-east-1a"\]; allowed: the zones of privateSubnetIds: us-east-1a, us-east-1b/,
    );
  });
});
