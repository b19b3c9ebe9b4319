import { reservedAddresses, slotBits, tiers, vpcPrefix } from "@aip/facts/network-layout.ts";

/** Addresses that a zone's private subnet has for nodes and endpoints, for a VPC with this prefix. */
export const privateAddresses = (prefix: number): number =>
  2 ** (32 - prefix - slotBits - tiers.private.bits) - reservedAddresses;

/** The longest prefix of a VPC whose private subnets hold so many addresses a zone; 15 where none can. */
export function smallestVpcPrefix(addressesPerZone: number): number {
  let prefix: number = vpcPrefix.smallest;
  while (prefix >= vpcPrefix.largest && privateAddresses(prefix) < addressesPerZone) prefix -= 1;
  return prefix;
}
