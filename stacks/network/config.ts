import { platformName, privateZoneName } from "@aip/common/names.ts";
import { currentEnvironment, type Environment, networkZones } from "@aip/environments";
import { endpointsOf, type InterfaceEndpointName } from "@aip/facts/interface-endpoints.ts";

type Settings = Environment["network"];

export interface NetworkConfig {
  readonly environment: Environment;
  readonly settings: Settings;
  /** Names of the zones the VPC spans. */
  readonly zones: readonly string[];
  readonly interfaceEndpoints: readonly InterfaceEndpointName[];
  /** Ranges that routes lead to outside the VPC. */
  readonly routedCidrs: readonly string[];
  readonly privateZoneName: string;
  /** Value of the tag by which Karpenter finds the private subnets. */
  readonly discoveryTag: string;
  readonly isProduction: boolean;
  /** What is lost with the environment may be lost without asking. */
  readonly disposable: boolean;
}

/** Every input of the network layer. */
export function readConfig(): NetworkConfig {
  const environment = currentEnvironment();
  const { network: settings, name, domain } = environment;
  const { profile, services } = settings.interfaceEndpoints;
  return {
    environment,
    settings,
    zones: networkZones(environment),
    interfaceEndpoints: [...new Set([...endpointsOf(profile), ...services])],
    routedCidrs: [
      ...(settings.transitGateway?.routedCidrs ?? []),
      ...Object.values(settings.peerings).map((peering) => peering.cidr),
      ...(settings.recovery ? [settings.recovery.vpcCidr] : []),
    ],
    privateZoneName: settings.dns.privateZoneName ?? privateZoneName(name, domain),
    discoveryTag: platformName(name),
    isProduction: environment.profile === "production",
    disposable: environment.profile === "development",
  };
}
