import type * as pulumi from "@pulumi/pulumi";
import { allowTraffic } from "../kubernetes/allow-traffic.ts";
import { type Flow, type Peer, podIdentityAgent } from "../kubernetes/traffic.ts";

/** Whom the pods of the teams talk to, besides each team's own. */
export interface TeamTraffic {
  /** Services of the platform that they may call. */
  readonly calls: readonly Flow[];
  /** All IPv4 ranges of the VPC, which HTTPS to the outside leaves out. */
  readonly vpcCidrs: readonly string[];
  /** IPv4 addresses in the VPC of the interface endpoints, which are the way to AWS where there are any. */
  readonly endpointAddresses: readonly string[];
  /** Where the gateway's requests come from. Default: there is no gateway. */
  readonly gateway?: readonly Peer[] | undefined;
  /** Prometheus' pods. Default: nothing collects metrics. */
  readonly scrapers?: readonly Peer[] | undefined;
}

/** The ports of a team's pods that the platform calls, by the names that the pods give them. */
export const teamPorts = { serving: "http", metrics: "metrics" } as const;

/**
 * HTTPS to the outside and to AWS, and to nothing else in the VPC. The load balancer of the gateway has addresses in the
 * same subnets as the interface endpoints, so that a range cannot tell them apart: the ranges of the VPC are left out as a
 * whole, and each address of an endpoint is allowed by itself. Where policies of the VPC CNI overlap, the longest prefix
 * decides (https://github.com/aws/amazon-vpc-cni-k8s/issues/3096, read on 2026-11-24), so that an address wins over its
 * range. They are applied before the address of a Service is replaced by that of a pod, so that the API server is still
 * reached as `kubernetes.default.svc`, whose address is outside of the VPC.
 */
export const httpsBesideVpc = ({
  vpcCidrs,
  endpointAddresses,
}: Pick<TeamTraffic, "vpcCidrs" | "endpointAddresses">): Flow => ({
  peers: [
    { cidr: "0.0.0.0/0", except: vpcCidrs },
    ...endpointAddresses.map((address) => ({ cidr: `${address}/32` })),
  ],
  ports: [443],
});

/**
 * Lets a team's pods speak with each other, with what of the platform is open to teams, with AWS and the outside, and be
 * called by the gateway and by Prometheus on the ports that they name for it.
 */
export function allowTeamTraffic(
  name: string,
  traffic: TeamTraffic,
  namespace: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): void {
  const from = (peers: readonly Peer[] = [], port: string): Flow[] =>
    peers.length === 0 ? [] : [{ peers, ports: [port] }];
  allowTraffic(
    name,
    {
      policyName: "allow-team",
      namespace,
      withinNamespace: true,
      ingress: [...from(traffic.gateway, teamPorts.serving), ...from(traffic.scrapers, teamPorts.metrics)],
      egress: [...traffic.calls, httpsBesideVpc(traffic), podIdentityAgent],
    },
    options,
  );
}
