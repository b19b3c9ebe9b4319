/** The VPC and what belongs to it: subnets, ways out, endpoints, logs, names, connections. */
export type { AddressPlanArgs } from "@aip/common/arguments/address-plan.ts";
export { AdoptedNetwork, type AdoptedNetworkArgs } from "../network/adopted-network.ts";
export {
  TransitGatewayAttachment,
  type TransitGatewayAttachmentArgs,
  VpcPeering,
  type VpcPeeringArgs,
} from "../network/connections.ts";
export { DnsFirewall, type DnsFirewallArgs } from "../network/dns-firewall.ts";
export { VpcEndpoints, type VpcEndpointsArgs } from "../network/endpoints.ts";
export { FlowLogs, type FlowLogsArgs, type LogDestination } from "../network/flow-logs.ts";
export { LogBucket, type LogBucketArgs } from "../network/log-bucket.ts";
export { NetworkLogging, type NetworkLoggingArgs } from "../network/logging.ts";
export { Network, type NetworkArgs } from "../network/network.ts";
export { PrivateZone, type PrivateZoneArgs } from "../network/private-zone.ts";
export { PublicZone, type PublicZoneArgs } from "../network/public-zone.ts";
export { RecoveryNetwork, type RecoveryNetworkArgs } from "../network/recovery-network.ts";
export { ResolverQueryLogs, type ResolverQueryLogsArgs } from "../network/resolver-query-logs.ts";
export type { NatMode } from "../network/routing.ts";
