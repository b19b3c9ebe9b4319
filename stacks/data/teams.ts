import { teamPath } from "@aip/common/names.ts";
import { ImageRepository } from "@aip/components/data/image-repository.ts";
import type { Lake } from "@aip/components/data/lake.ts";
import { TeamIdentity } from "@aip/components/teams/identity.ts";
import { teamTags } from "@aip/components/teams/names.ts";
import * as pulumi from "@pulumi/pulumi";
import { teamBuckets } from "../team-buckets.ts";
import type { DataConfig } from "./config.ts";

/** What the layer hands over about the teams. */
interface TeamOutputs {
  /** Role of each team's pods. */
  readonly teamRoleArns: pulumi.Output<Record<string, string>>;
  /** Repositories of each team's images, by team and image. */
  readonly teamImageRepositories: pulumi.Output<Record<string, Record<string, string>>>;
}

/** Each team's part of the layer: an identity with prefixes of its own in the buckets, and image repositories. */
export function createTeams(
  { environment, cluster }: DataConfig,
  args: {
    readonly lake: Lake;
    readonly accountId: pulumi.Input<string>;
    readonly kmsKeyArn: pulumi.Input<string>;
    readonly disposable: boolean;
  },
  options: pulumi.ComponentResourceOptions,
): TeamOutputs {
  const { zones, models, artifacts } = args.lake;
  const teams = Object.keys(environment.teams);
  const roles = teams.map((team) => {
    const { roleArn } = new TeamIdentity(
      `team-${team}`,
      {
        team,
        others: teams.filter((other) => other !== team),
        clusterName: cluster.clusterName,
        region: environment.region,
        accountId: args.accountId,
        ...teamBuckets({ curated: zones.curated, features: zones.features, models, artifacts }),
        dataKeyArn: args.kmsKeyArn,
      },
      options,
    );
    return [team, roleArn] as const;
  });
  const repositories = Object.entries(environment.teams).map(([team, { images }]) => {
    const urls = images.map((image) => {
      const { url } = new ImageRepository(
        `team-${team}-${image}`,
        {
          image: `${teamPath(team)}/${image}`,
          kmsKeyArn: args.kmsKeyArn,
          disposable: args.disposable,
          tags: teamTags(team),
        },
        options,
      );
      return [image, url] as const;
    });
    return [team, pulumi.all(Object.fromEntries(urls))] as const;
  });
  return {
    teamRoleArns: pulumi.all(Object.fromEntries(roles)),
    teamImageRepositories: pulumi.all(Object.fromEntries(repositories)),
  };
}
