import { Value } from "@aip/common/value.ts";
import type { Pricers, PricingContext } from "../model/pricer.ts";
import type { Sheet } from "../model/sheet.ts";

const share = (total: number, context: PricingContext, type: string): number =>
  total / Math.max(1, context.ofType(type).length);

/** A load balancer, with the public addresses it has in each of its subnets. */
export function addLoadBalancer(
  sheet: Sheet,
  kind: "alb" | "nlb",
  { internal, zones }: { readonly internal: boolean; readonly zones: number },
): void {
  const units = sheet.usage.loadBalancerUnits;
  if (kind === "nlb") {
    sheet.service("elb.nlb.hour", "Network load balancer", 1);
    sheet.usedService("elb.nlb.nlcuHour", "Network load balancer, capacity units", units);
  } else {
    sheet.service("elb.alb.hour", "Application load balancer", 1);
    sheet.usedService("elb.alb.lcuHour", "Application load balancer, capacity units", units);
  }
  if (!internal) sheet.service("vpc.publicIpv4.hour", "Public IPv4 addresses of the load balancer", zones);
}

const natType = "aws:ec2/natGateway:NatGateway";
const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";

const loadBalancer = (inputs: Value, sheet: Sheet): void => {
  const kind = inputs.at("loadBalancerType").text() ?? "application";
  if (kind === "gateway") {
    sheet.missing("gateway load balancer");
    return;
  }
  const zones = Math.max(inputs.at("subnets").list().length, inputs.at("subnetMappings").list().length, 1);
  // An Elastic IP that a mapping brings along is billed as an address of its own.
  const ownAddresses = inputs
    .at("subnetMappings")
    .list()
    .some((mapping) => mapping.at("allocationId").isSet);
  addLoadBalancer(sheet, kind === "network" ? "nlb" : "alb", {
    internal: inputs.at("internal").flag() === true || ownAddresses,
    zones,
  });
};

export const network: Pricers = {
  "aws:ec2/vpc:Vpc": (_inputs, sheet, _resource, context) => {
    const prices = sheet.transfer();
    const internet = share(sheet.usage.internetGB, context, "aws:ec2/vpc:Vpc");
    let from = 0;
    for (const { upToGB, figure } of prices?.internet ?? []) {
      const inStep = Math.max(0, Math.min(internet, upToGB) - from);
      sheet.used("Data transfer", "To the internet", figure, inStep);
      from = upToGB;
    }
    if (prices === undefined && internet > 0) sheet.missing(`data transfer from ${sheet.region}`);
    const between = share(sheet.usage.betweenZonesGB, context, "aws:ec2/vpc:Vpc");
    // Each GB is billed on both sides.
    sheet.used("Data transfer", "Between zones, both directions", prices?.betweenZones, between * 2);
  },
  [natType]: (_inputs, sheet, _resource, context) => {
    sheet.service("vpc.natGateway.hour", "NAT gateway", 1);
    const traffic = share(sheet.usage.natGB, context, natType);
    sheet.usedService("vpc.natGateway.gb", "NAT gateway, traffic", traffic);
  },
  "aws:ec2/eip:Eip": (inputs, sheet) => {
    if (inputs.at("publicIpv4Pool").isSet) return;
    sheet.service("vpc.publicIpv4.hour", "Public IPv4 address", 1);
  },
  [endpointType]: (inputs, sheet, _resource, context) => {
    const kind = inputs.at("vpcEndpointType").text() ?? "Gateway";
    if (kind === "Gateway") return;
    const zones = Math.max(1, inputs.at("subnetIds").list().length);
    if (kind === "GatewayLoadBalancer") {
      sheet.service("vpc.endpoint.gatewayLoadBalancer.hour", "Gateway load balancer endpoint", zones);
      return;
    }
    if (kind !== "Interface") {
      sheet.missing(`endpoint of type ${kind}`);
      return;
    }
    sheet.service("vpc.endpoint.interface.hour", "Interface endpoint", zones);
    const paid = context
      .ofType(endpointType)
      .filter((endpoint) => Value.of(endpoint.inputs).at("vpcEndpointType").raw() === "Interface");
    const traffic = sheet.usage.interfaceEndpointGB / Math.max(1, paid.length);
    sheet.usedService("vpc.endpoint.interface.gb.first1PB", "Interface endpoint, traffic", traffic);
  },
  "aws:ec2/flowLog:FlowLog": (inputs, sheet) => {
    // Delivery to CloudWatch is billed with the log group.
    const destination = inputs.at("logDestinationType").text() ?? "cloud-watch-logs";
    if (destination === "s3") {
      sheet.usedService("cloudwatch.logs.vendedToS3.gb", "Flow logs delivered to S3", sheet.usage.flowLogGB);
    } else if (destination !== "cloud-watch-logs") {
      sheet.missing(`delivery of flow logs to ${destination}`);
    }
  },
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:elb/loadBalancer:LoadBalancer": (_inputs, sheet) => {
    sheet.service("elb.classic.hour", "Classic load balancer", 1);
    sheet.missing("traffic of the classic load balancer");
  },
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": (_inputs, sheet) => {
    sheet.service("vpc.transitGateway.attachment.hour", "Transit gateway attachment", 1);
    sheet.missing("traffic of the transit gateway");
  },
  "aws:ec2/vpnConnection:VpnConnection": (_inputs, sheet) =>
    sheet.service("vpc.vpnConnection.hour", "VPN connection", 1),
  "aws:networkfirewall/firewall:Firewall": (inputs, sheet) => {
    const zones = Math.max(1, inputs.at("subnetMappings").list().length);
    sheet.service("networkFirewall.endpoint.hour", "Network Firewall endpoint", zones);
    sheet.missing("traffic of the network firewall");
  },
  "aws:globalaccelerator/accelerator:Accelerator": (_inputs, sheet) => {
    sheet.service("globalAccelerator.hour", "Accelerator", 1);
    sheet.missing("traffic of the accelerator");
  },
  "aws:route53/zone:Zone": (_inputs, sheet) => {
    sheet.service("route53.zone.month", "Hosted zone", 1);
    sheet.usedService("route53.queries.standard.1M", "DNS queries", sheet.usage.dnsMillions);
  },
  "aws:route53/healthCheck:HealthCheck": (_inputs, sheet) =>
    sheet.service("route53.healthCheck.nonAws.month", "Health check", 1),
  "aws:route53/resolverEndpoint:ResolverEndpoint": (inputs, sheet) => {
    const addresses = Math.max(2, inputs.at("ipAddresses").list().length);
    sheet.service("route53.resolverEndpoint.eniHour", "Resolver endpoint", addresses);
  },
  "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": (_inputs, sheet) =>
    sheet.missing("domains and queries of the DNS firewall"),
};
