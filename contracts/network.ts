import { defineContract } from "./define.ts";
import * as value from "./values.ts";

/** What the network layer hands over: where things can be placed, and the zones their names stand in. */
export const network = defineContract("network", {
  vpcId: value.vpcId,
  vpcCidr: value.cidr,
  /** All IPv4 ranges of the VPC, the secondary ones of the pods included. */
  vpcCidrs: value.list(value.cidr),
  publicSubnetIds: value.subnetsByZone,
  privateSubnetIds: value.subnetsByZone,
  databaseSubnetIds: value.subnetsByZone,
  /** Empty where pods share the private subnets. */
  podSubnetIds: value.subnetsByZone,
  /** Public hosted zone of the domain; null where the services have no public names. */
  publicZoneId: value.hostedZoneId.nullable(),
  privateZoneId: value.hostedZoneId,
});
