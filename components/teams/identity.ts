import { repositoryName, teamPath } from "@aip/common/names.ts";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentity } from "../iam/pod-identity.ts";
import { type Statement, throughS3 } from "../iam/policy.ts";
import { objectKeyActions, objectStatements } from "../ml/service.ts";
import { teamSecretsPath } from "../secrets/paths.ts";
import { readSecretsStatements } from "../secrets/read-statements.ts";
import { teamAccount, teamNamespace } from "./names.ts";

/** What a team may do with data. */
export interface TeamDataArgs {
  /** Name of the team. */
  readonly team: string;
  /** Names of the other teams, whose objects it may not reach. */
  readonly others: readonly string[];
  /** AWS region of the buckets. */
  readonly region: string;
  /** Buckets that the team reads as a whole, but for what other teams have in them: zones of the lake. */
  readonly readBuckets: readonly pulumi.Input<string>[];
  /** Buckets in which the team has a prefix `teams/<team>/` of its own. */
  readonly ownBuckets: readonly pulumi.Input<string>[];
  /** KMS key of all of these buckets. */
  readonly dataKeyArn: pulumi.Input<string>;
}

export interface TeamIdentityArgs extends TeamDataArgs {
  /** EKS cluster of the pods. */
  readonly clusterName: pulumi.Input<string>;
  /** Account of the repositories and secrets. */
  readonly accountId: pulumi.Input<string>;
}

/**
 * The identity in AWS of a team's pods, by the service account `team` of its namespace. It reads the shared zones of the
 * lake, and writes what is its own: `teams/<team>/` in the buckets and among the image repositories. It reads its own
 * secrets. What other teams have is denied to it, whatever else allows it; the names of their objects in the shared zones
 * are not secret. Keys decrypt through S3 and Secrets Manager alone. Costs nothing.
 *
 * @example
 * import { TeamIdentity } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const identity = new TeamIdentity("vision", {
 *   team: "vision",
 *   others: ["speech"],
 *   clusterName: config.require("clusterName"),
 *   region: "us-east-1",
 *   accountId: config.require("accountId"),
 *   readBuckets: ["acme-curated"],
 *   ownBuckets: ["acme-models"],
 *   dataKeyArn: config.require("dataKeyArn"),
 * });
 * export const roleArn = identity.roleArn;
 */
export class TeamIdentity extends pulumi.ComponentResource {
  /** Role of the team's pods. */
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: TeamIdentityArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:teams:TeamIdentity", name, {}, options);
    const { roleArn } = new PodIdentity(
      `${name}-identity`,
      {
        clusterName: args.clusterName,
        namespace: teamNamespace(args.team),
        serviceAccount: teamAccount,
        statements: [...teamDataStatements(args), ...imageStatements(args), ...secretStatements(args)],
      },
      { parent: this },
    );
    this.roleArn = roleArn;
    this.registerOutputs({ roleArn });
  }
}

/** What a team may do with the data in its buckets: for its pods, and for what else works in its name. */
export function teamDataStatements(args: TeamDataArgs): Statement[] {
  const { team, others, readBuckets, ownBuckets, dataKeyArn, region } = args;
  const prefix = teamPath(team);
  return [
    ...readBuckets.flatMap((bucket) => objectStatements({ bucket, access: "read" })),
    ...ownBuckets.flatMap((bucket) => objectStatements({ bucket, prefix, access: "write" })),
    { actions: objectKeyActions("write"), resources: [dataKeyArn], conditions: throughS3(region) },
    // A zone is read as a whole, and a pattern cannot leave out all prefixes of teams but one.
    ...(others.length === 0
      ? []
      : [
          {
            sid: "NothingOfOtherTeams",
            effect: "Deny" as const,
            actions: ["s3:*"],
            resources: others.map((other) => `arn:aws:s3:::*/${teamPath(other)}/*`),
          },
        ]),
  ];
}

const pull = ["BatchCheckLayerAvailability", "BatchGetImage", "DescribeImages", "GetDownloadUrlForLayer"];
const push = ["CompleteLayerUpload", "InitiateLayerUpload", "PutImage", "UploadLayerPart"];

function imageStatements({ team, region, accountId }: TeamIdentityArgs): Statement[] {
  const own = repositoryName(pulumi.getStack(), `${teamPath(team)}/*`);
  return [
    // A login to the registry is of no repository; what it may do there is decided by the statement below.
    { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      actions: [...pull, ...push].map((action) => `ecr:${action}`),
      resources: [pulumi.interpolate`arn:aws:ecr:${region}:${accountId}:repository/${own}`],
    },
  ];
}

const secretStatements = ({ team, region, accountId }: TeamIdentityArgs): Statement[] =>
  readSecretsStatements({ region, accountId, paths: [teamSecretsPath(pulumi.getStack(), team)] });
