import { z } from "zod";
import { defineContract } from "./define.ts";
import * as value from "./values.ts";

/** What the network layer hands over: where things can be placed, and the zones that their names are in. */
export const network = defineContract("network", {
  vpcId: value.vpcId,
  vpcCidr: value.cidr,
  /** All IPv4 ranges of the VPC, the secondary ones of the pods included. */
  vpcCidrs: value.list(value.cidr),
  /** The /56 of the VPC; null without IPv6. */
  vpcIpv6Cidr: value.text.nullable(),
  /** Names of the availability zones, sorted: the keys of all subnets. */
  zones: value.list(value.text),
  publicSubnetIds: value.subnetsByZone,
  privateSubnetIds: value.subnetsByZone,
  databaseSubnetIds: value.subnetsByZone,
  /** Of the first pod range. Empty where pods share the private subnets. */
  podSubnetIds: value.subnetsByZone,
  /** Of every pod range, by the range; the first one's included. */
  podSubnetIdsByCidr: z.record(value.text, value.subnetsByZone),
  /** Value of the tag `karpenter.sh/discovery` on the private subnets. */
  discoveryTag: value.text,
  /** Route tables of private and pod subnets, by zone; empty where the VPC was there before. */
  privateRouteTableIds: z.record(value.text, value.text),
  /** Where traffic of the private subnets seems to come from, by zone of the NAT gateway; for allow-lists of others. */
  natAddresses: z.record(value.text, value.text),
  /** Gateway endpoint of S3, for bucket policies that demand it; null where the VPC has its own. */
  s3EndpointId: value.text.nullable(),
  /** Interface endpoints, by service. */
  interfaceEndpointIds: z.record(value.text, value.text),
  /** Addresses of the interface endpoints: network policies that refuse the VPC's ranges allow these. */
  interfaceEndpointAddresses: z.array(value.ipv4),
  /** Public hosted zone of the domain; null where the services have no public names. */
  publicZoneId: value.hostedZoneId.nullable(),
  /** What the parent domain must delegate to; empty where there is no public zone or it was there before. */
  publicZoneNameServers: z.array(value.text),
  /** DS record that the parent domain must hold; null where the zone is not signed. */
  publicZoneDsRecord: value.text.nullable(),
  privateZoneId: value.hostedZoneId,
  privateZoneName: value.text,
  /** Key that encrypts what the network layer logs. */
  networkKeyArn: value.arn("kms"),
  /** Bucket of flow logs and query logs; null where they go to CloudWatch. */
  logBucket: value.text.nullable(),
  /** VPC in the second region; null where there is none. */
  recoveryVpcId: value.vpcId.nullable(),
  /** Private subnets of the second region, by its zones. */
  recoveryPrivateSubnetIds: value.subnetsByZone,
});
