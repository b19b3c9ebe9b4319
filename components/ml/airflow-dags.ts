import type * as pulumi from "@pulumi/pulumi";
import { type SyncedSecret, syncSecret } from "../kubernetes/external-secret.ts";
import type { ServiceContext } from "./service.ts";

/** A Git repository with the folders of DAGs, which every pod that reads DAGs keeps a copy of. */
export interface GitDags {
  /** Address of the repository, by https. */
  readonly repository: string;
  /** Branch whose newest commit is taken. */
  readonly branch: string;
  /** Folder of the repository in which the folders of DAGs are, without a slash at either end. */
  readonly path: string;
  /**
   * Secret in Secrets Manager with the `username` and `password`, or token, of someone who may read the repository, by ARN
   * or name. Default: anybody may read it.
   */
  readonly secret?: pulumi.Input<string> | undefined;
}

export const logPrefix = "airflow/logs";
export const dagPrefix = "airflow/dags";

/** Where the DAGs of a folder are in their bucket. */
export const folderPrefix = (folder: string): string => `${dagPrefix}/${folder}`;

const gitSecret = "airflow-git";

/**
 * How each folder of DAGs arrives, as a bundle of its own: the executor says of each task which bundle it is from, and no
 * DAG can say another.
 *
 * @param bucket Where the folders are unless they come by Git.
 */
export const dagBundles = (
  folders: readonly string[],
  bucket: pulumi.Input<string>,
  git: GitDags | undefined,
): object[] =>
  folders.map((folder) => ({
    name: folder,
    ...(git === undefined
      ? {
          classpath: "airflow.providers.amazon.aws.bundles.s3.S3DagBundle",
          kwargs: {
            aws_conn_id: "aws_default",
            bucket_name: bucket,
            prefix: folderPrefix(folder),
            refresh_interval: 60,
          },
        }
      : {
          classpath: "airflow.dag_processing.bundles.local.LocalDagBundle",
          // Where the chart has its copy of the repository.
          kwargs: { path: `/opt/airflow/dags/repo/${git.path}/${folder}`, refresh_interval: 60 },
        }),
  }));

/** What the chart is told of a repository: a container beside each pod that reads DAGs, and one before each task. */
export const gitSyncValues = (git: GitDags): object => ({
  gitSync: {
    enabled: true,
    repo: git.repository,
    branch: git.branch,
    ref: git.branch,
    depth: 1,
    subPath: git.path,
    period: "60s",
    ...(git.secret === undefined ? {} : { credentialsSecret: gitSecret }),
    securityContexts: { container: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } },
    resources: { requests: gitSyncSize, limits: { memory: gitSyncSize.memory } },
  },
});

/** Size of each container that keeps a copy of the repository. */
export const gitSyncSize = { cpu: "20m", memory: "128Mi" } as const;

/** The login to the repository as the chart takes it: by the names of git-sync 3 and of git-sync 4. */
export const syncGitLogin = (
  name: string,
  secretArn: pulumi.Input<string>,
  context: ServiceContext,
  namespace: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): SyncedSecret =>
  syncSecret(
    name,
    {
      secretName: gitSecret,
      namespace,
      store: context.secretStore,
      values: {
        username: { secretArn, property: "username" },
        password: { secretArn, property: "password" },
      },
      template: Object.fromEntries(
        ["GIT_SYNC", "GITSYNC"].flatMap((prefix) => [
          [`${prefix}_USERNAME`, "{{ .username }}"],
          [`${prefix}_PASSWORD`, "{{ .password }}"],
        ]),
      ),
    },
    options,
  );
