import type { GitDags } from "@aip/components/ml/airflow-dags.ts";
import type { DagFolder } from "@aip/components/ml/airflow-task-identity.ts";
import { bucketStatements } from "@aip/components/ml/service.ts";
import { servicesPath } from "@aip/components/secrets/paths.ts";
import { teamDataStatements } from "@aip/components/teams/identity.ts";
import { teamNamespace } from "@aip/components/teams/names.ts";
import type { contracts, Outputs } from "@aip/contracts";
import type { Environment } from "@aip/environments";
import * as pulumi from "@pulumi/pulumi";
import { teamBuckets } from "../team-buckets.ts";

/**
 * The folders of DAGs. The platform's pipelines make curated data and features of raw data. A team's tasks may do with data
 * what the team may, and start jobs in its namespace. Nobody writes models but by MLflow's registry.
 *
 * @param publishers Roles that may write the platform's DAGs.
 */
export function dagFolders(
  publishers: readonly string[],
  { teams, region }: Environment,
  data: Outputs<typeof contracts.data>,
): Readonly<Record<string, DagFolder>> {
  const raw = zoneOf("raw", data);
  const curated = zoneOf("curated", data);
  const features = zoneOf("features", data);
  const { dataKeyArn, modelsBucket: models, artifactsBucket: artifacts } = data;
  const names = Object.keys(teams);
  const ofTeams = Object.entries(teams).map(([team, { dagPublishers }]): [string, DagFolder] => [
    team,
    {
      statements: teamDataStatements({
        team,
        others: names.filter((other) => other !== team),
        region,
        ...teamBuckets({ curated, features, models, artifacts }),
        dataKeyArn,
      }),
      publishers: dagPublishers,
      jobs: teamNamespace(team),
    },
  ]);
  const statements = (bucket: string, access: "read" | "write") =>
    bucketStatements({ bucket, access }, dataKeyArn);
  return {
    platform: {
      statements: [
        ...statements(raw, "read"),
        ...statements(curated, "write"),
        ...statements(features, "write"),
      ],
      publishers,
    },
    ...Object.fromEntries(ofTeams),
  };
}

/** How DAGs arrive, as the environment file says. */
export interface GitSettings {
  readonly source: "s3" | "git";
  readonly repository?: string | undefined;
  readonly branch: string;
  readonly path: string;
  readonly secret?: string | undefined;
}

/** The Git repository that has the folders; `undefined` where they are in the bucket. */
export const gitDags = (
  { source, repository, branch, path, secret }: GitSettings,
  { name }: Environment,
): GitDags | undefined =>
  source === "s3" || repository === undefined
    ? undefined
    : {
        repository,
        branch,
        path,
        secret: secret === undefined ? undefined : `${servicesPath(name)}/${secret}`,
      };

/** @throws RunError for a zone of the lake that is not there. */
function zoneOf(zone: string, { lakeBuckets }: Outputs<typeof contracts.data>): string {
  const bucket = lakeBuckets[zone];
  if (bucket !== undefined) return bucket;
  const zones = Object.keys(lakeBuckets).join(", ") || "none";
  throw new pulumi.RunError(
    `The lake has no zone ${zone}, only ${zones}: bring up the data layer of this version.`,
  );
}
