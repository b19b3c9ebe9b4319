import type { FeastAccess } from "@aip/components/ml/feast-access.ts";
import type { Mlflow } from "@aip/components/ml/mlflow.ts";
import { TeamAccess, type TeamVault } from "@aip/components/teams/access.ts";
import { teamNamespace } from "@aip/components/teams/names.ts";
import { needed } from "@aip/contracts";
import type * as pulumi from "@pulumi/pulumi";
import type { MlServicesConfig } from "./config.ts";

/** What every team needs to use the services that are on. */
export function createTeams(
  config: MlServicesConfig,
  services: {
    readonly mlflow: Mlflow | undefined;
    readonly feast: FeastAccess | undefined;
    readonly inferenceUrl: pulumi.Output<string> | undefined;
  },
  options: pulumi.ComponentResourceOptions,
): void {
  const { environment, security, data, observability } = config;
  const { curated, features } = data.lakeBuckets as { curated: string; features: string };
  for (const team of Object.keys(environment.teams)) {
    new TeamAccess(
      `team-${team}`,
      {
        team,
        region: environment.region,
        buckets: { curated, features, models: data.modelsBucket, artifacts: data.artifactsBucket },
        imageRepositories: data.teamImageRepositories[team] ?? {},
        secretStore: security.teamSecretStores[team],
        mlflow: services.mlflow?.access(teamNamespace(team)),
        feast: services.feast,
        otlpEndpoint: observability.otlpHttpEndpoint ?? undefined,
        inferenceUrl: services.inferenceUrl,
        vault: vaultOf(team, security),
      },
      options,
    );
  }
}

/** The way of a team's pods to Vault; `undefined` where it is off. */
function vaultOf(team: string, security: MlServicesConfig["security"]): TeamVault | undefined {
  const role = security.vaultRoles[teamNamespace(team)];
  if (role === undefined) return undefined;
  return {
    address: needed("security", security, "vaultAddress"),
    role,
    authPath: needed("security", security, "vaultAuthPath"),
    kvPath: needed("security", security, "vaultKvPath"),
    caSecretArn: needed("security", security, "vaultCaSecretArn"),
  };
}
