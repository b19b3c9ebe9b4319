import type { Environment } from "@aip/environments";
import { zonesOf } from "@aip/facts/zones.ts";
import type { Cloud } from "@aip/sandbox/core/cloud.ts";
import type { StackOutputs } from "@aip/sandbox/plan/monitor.ts";
import { upstream } from "./upstream.ts";

/**
 * A network that exists in the simulated cloud, and the layers' outputs with its ids in them: for tests of what is placed
 * in it, which the cloud refuses where a subnet does not exist.
 *
 * @param pods Whether pods have subnets of their own.
 */
export function simulatedNetwork(cloud: Cloud, environment: Environment, pods = true): StackOutputs {
  const make = (type: string, name: string, inputs: Record<string, unknown>) =>
    cloud.create(`urn:pulumi:${environment.name}::network::${type}::${name}`, type, inputs).id;
  const vpcId = make("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
  const zones = zonesOf(environment.region).slice(0, 3);
  const subnets = (kind: string, third: number) =>
    Object.fromEntries(
      zones.map((availabilityZone, index) => [
        availabilityZone,
        make("aws:ec2/subnet:Subnet", `${kind}-${availabilityZone}`, {
          vpcId,
          availabilityZone,
          cidrBlock: `10.0.${third + index}.0/24`,
        }),
      ]),
    );
  const stacks = new Map(upstream(environment.name));
  const key = `organization/network/${environment.name}`;
  const outputs = {
    ...stacks.get(key)?.outputs,
    vpcId,
    zones,
    publicSubnetIds: subnets("public", 0),
    privateSubnetIds: subnets("private", 10),
    databaseSubnetIds: subnets("database", 20),
    podSubnetIds: pods ? subnets("pods", 30) : {},
  };
  return stacks.set(key, { outputs, secrets: [] });
}
