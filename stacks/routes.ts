import { type contracts, needed, type Outputs } from "@aip/contracts";
import type { Environment } from "@aip/environments";
import { type AnyService, hostname, mayBeRouted } from "@aip/services";

/** The gateway's way to a service. */
export interface ServiceRoute {
  readonly gateway: { readonly name: string; readonly namespace: string };
  readonly hostname: string;
  /** Where the gateway's requests come from. */
  readonly from: readonly { readonly cidr: string }[];
}

/** The gateway's way to a service; `undefined` where services are forwarded, and where it must not have one. */
export function routeTo(
  service: AnyService,
  environment: Environment,
  security: Outputs<typeof contracts.security>,
  vpcCidr: string,
): ServiceRoute | undefined {
  if (security.gatewayName === null || !mayBeRouted(service, environment)) return undefined;
  return {
    gateway: {
      name: security.gatewayName,
      namespace: needed("security", security, "gatewayNamespace"),
    },
    hostname: hostname(service, environment),
    // The load balancer has addresses of the VPC.
    from: [{ cidr: vpcCidr }],
  };
}
