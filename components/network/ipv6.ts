import * as pulumi from "@pulumi/pulumi";

/**
 * The /64 number `index` (0 to 255) of a VPC's /56. AWS chooses the /56 when it makes the VPC, so it is known late.
 *
 * @throws Error for a block that is no /56 or an index outside 0 to 255.
 */
export function ipv6SubnetOf(vpcBlock: string, index: number): string {
  const match = /^((?:[0-9a-f]{1,4}:){3})([0-9a-f]{1,4})::\/56$/i.exec(vpcBlock);
  if (!match?.[1] || !match[2])
    throw new Error(`expected an IPv6 /56 such as 2600:1f18:1234:5600::/56, found ${vpcBlock}`);
  if (!Number.isInteger(index) || index < 0 || index > 255) {
    throw new Error(`expected a subnet number from 0 to 255, found ${index}`);
  }
  const group = Number.parseInt(match[2], 16) + index;
  return `${match[1]}${group.toString(16)}::/64`;
}

export const ipv6Subnet = (vpcBlock: pulumi.Input<string>, index: number): pulumi.Output<string> =>
  pulumi.output(vpcBlock).apply((block) => ipv6SubnetOf(block, index));
