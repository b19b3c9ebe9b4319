import { teamPath } from "@aip/common/names.ts";
import type { FrontDoorArgs } from "@aip/components/security/front-door.ts";
import type { VaultService } from "@aip/components/security/vault-configuration.ts";
import { teamAccount, teamNamespace } from "@aip/components/teams/names.ts";
import { contracts, type Outputs } from "@aip/contracts";
import { currentEnvironment, type Environment } from "@aip/environments";
import { addresses, hostname, isOn, teamDomain, urlOf, vaultLogins } from "@aip/services";
import { vault } from "@aip/services/vault.ts";
import * as pulumi from "@pulumi/pulumi";

export interface SecurityConfig {
  readonly environment: Environment;
  readonly network: Outputs<typeof contracts.network>;
  readonly cluster: Outputs<typeof contracts.cluster>;
  /** The front door's hosts and zone, and the domains of the teams; nothing where services are reached by forwarding, or none has an address. */
  readonly frontDoor:
    | (Pick<FrontDoorArgs, "hostnames" | "teamDomains"> & { readonly zoneId: string })
    | undefined;
  readonly vaultHostname: string;
  /** Where this machine reaches Vault. */
  readonly vaultAddress: string;
  /** Teams that have a secret store. */
  readonly teams: readonly string[];
  /** Whose pods may log in to Vault, by service. */
  readonly vaultLogins: Readonly<Record<string, VaultService>>;
}

/** Every input of the security layer. */
export async function readConfig(): Promise<SecurityConfig> {
  const environment = currentEnvironment();
  const network = await contracts.network.consume();
  const cluster = await contracts.cluster.consume();
  const hostnames = addresses(environment).map(({ service }) => hostname(service, environment));
  const teams = Object.keys(environment.teams);
  const teamDomains = Object.fromEntries(teams.map((team) => [team, teamDomain(team, environment)]));
  const { address, services } = environment.security.vault;
  return {
    environment,
    network,
    cluster,
    frontDoor:
      environment.access === "gateway" && hostnames.length > 0
        ? { hostnames, teamDomains, zoneId: zone(network.publicZoneId) }
        : undefined,
    vaultHostname: hostname(vault, environment),
    vaultAddress: address ?? urlOf(vault, environment),
    teams,
    vaultLogins: isOn(vault, environment)
      ? { ...vaultLogins(environment), ...services, ...teamLogins(teams) }
      : {},
  };
}

/** The pods of a team log in as the team, and read its own path. */
const teamLogins = (teams: readonly string[]): Record<string, VaultService> =>
  Object.fromEntries(
    teams.map((team) => [
      teamNamespace(team),
      { namespace: teamNamespace(team), serviceAccounts: [teamAccount], path: teamPath(team) },
    ]),
  );

function zone(publicZoneId: string | null): string {
  if (publicZoneId !== null) return publicZoneId;
  throw new pulumi.RunError(
    "platform:access is gateway, but the network layer has no public hosted zone for the domain.",
  );
}
