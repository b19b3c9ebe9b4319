import { type Consumed, contracts, endpoint, hostname, type ServiceName, services } from "@aip/contracts";
import { currentEnvironment, type Environment } from "@aip/environments";
import * as pulumi from "@pulumi/pulumi";

export interface SecurityConfig {
  readonly environment: Environment;
  readonly network: Consumed<typeof contracts.network.shape, never>;
  readonly cluster: Consumed<typeof contracts.cluster.shape, never>;
  /** The front door's hosts and zone; nothing where services are reached by forwarding. */
  readonly frontDoor: { readonly hostnames: readonly string[]; readonly zoneId: string } | undefined;
  readonly vaultHostname: string;
  /** Where this machine reaches Vault. */
  readonly vaultAddress: string;
}

/** Every input of the security layer. */
export async function readConfig(): Promise<SecurityConfig> {
  const environment = currentEnvironment();
  const network = await contracts.network.consume();
  const cluster = await contracts.cluster.consume();
  const names = Object.keys(services) as ServiceName[];
  const hostnames = names.map((service) => hostname(service, environment));
  return {
    environment,
    network,
    cluster,
    frontDoor:
      environment.access === "gateway" ? { hostnames, zoneId: zone(network.publicZoneId) } : undefined,
    vaultHostname: hostname("Vault", environment),
    vaultAddress: environment.security.vault.address ?? endpoint("Vault", environment),
  };
}

function zone(publicZoneId: string | null): string {
  if (publicZoneId !== null) return publicZoneId;
  throw new pulumi.RunError(
    "platform:access is gateway, but the network layer has no public hosted zone for the domain.",
  );
}
