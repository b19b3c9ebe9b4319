import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { PodIdentity } from "../iam/pod-identity.ts";
import type { Statement } from "../iam/policy.ts";
import { allowTraffic } from "../kubernetes/allow-traffic.ts";
import type { ConfigMapFiles, SecretKey } from "../kubernetes/pod-inputs.ts";
import { type JobStep, restrictedJob, scheduledJob } from "../kubernetes/restricted-job.ts";
import { type Flow, podIdentityAgent } from "../kubernetes/traffic.ts";
import type { Resources } from "../kubernetes/workload-args.ts";
import type { ServiceContext } from "./service.ts";

/** When features are brought from the offline to the online store. */
export interface Materialization extends Resources {
  /** Whether it runs by the clock. Where it does not, the CronJob is there and suspended, to be run by hand. */
  readonly enabled: boolean;
  /** Cron expression, in UTC. */
  readonly schedule: string;
}

export interface FeastJobsArgs {
  /** The platform around it. */
  readonly context: ServiceContext;
  /** Namespace of the server. */
  readonly namespace: pulumi.Input<string>;
  /** Image of the server. */
  readonly image: pulumi.Input<string>;
  /** `feature_store.yaml` of the server. */
  readonly featureStoreYaml: pulumi.Input<string>;
  /** What fills in the variables of `feature_store.yaml`. */
  readonly secretEnv: Readonly<Record<string, SecretKey>>;
  /** Authorities of the registry's database. */
  readonly authorities: ConfigMapFiles;
  /** Address in S3 below which the definitions are. */
  readonly definitions: pulumi.Input<string>;
  /** Address in S3 of the registry's file for clients. */
  readonly registryFile: pulumi.Input<string>;
  /** When features are brought to the online store, and the size of the job that does so. */
  readonly materialize: Materialization;
  /** What the job that materializes may do in AWS. */
  readonly statements: readonly Statement[];
  /** Where the jobs may go. */
  readonly egress: readonly Flow[];
}

const account = "feast-features";
const podLabels = { "app.kubernetes.io/name": "feast-jobs" };
const labels = { ...podLabels, "app.kubernetes.io/part-of": "ai-platform" };
const repository = "/etc/feast/repository";
/** Size of the job that makes the tables of the registry: it imports Feast, and does little more. */
export const registrySize = { cpu: "100m", memory: "768Mi" };

/**
 * The jobs of Feast. One makes the tables of the registry before the server starts; it knows no definitions, so that a
 * mistake in one never stops an `up`. The other, by the clock, applies the definitions that are in S3, materializes what
 * is new since its last run, and publishes the registry for clients: it alone has an identity that may do so.
 *
 * @returns What the server starts after.
 */
export function createFeastJobs(
  name: string,
  args: FeastJobsArgs,
  options: pulumi.CustomResourceOptions,
): kubernetes.batch.v1.Job {
  const { context, namespace, materialize } = args;
  const identity = new PodIdentity(
    `${name}-identity`,
    {
      clusterName: context.clusterName,
      namespace,
      serviceAccount: account,
      statements: args.statements,
    },
    options,
  );
  const before = [
    identity,
    new kubernetes.core.v1.ServiceAccount(
      `${name}-account`,
      { metadata: { name: account, namespace }, automountServiceAccountToken: false },
      options,
    ),
    allowTraffic(
      `${name}-network`,
      { policyName: "feast-jobs", namespace, podLabels, egress: [...args.egress, podIdentityAgent] },
      options,
    ),
  ];
  // The server has the same file in a ConfigMap of its own, whose change starts its pods anew.
  const { metadata } = new kubernetes.core.v1.ConfigMap(
    `${name}-config`,
    {
      metadata: { name: "feast-jobs", namespace },
      data: { "feature_store.yaml": args.featureStoreYaml },
    },
    options,
  );
  const common = {
    namespace,
    labels,
    env: { AWS_REGION: context.region, AWS_DEFAULT_REGION: context.region, FEAST_USAGE: "False" },
    secretEnv: args.secretEnv,
    configMapFiles: [
      { volume: "repository", configMapName: metadata.name, mountPath: repository },
      args.authorities,
    ],
  };
  const step = (module: string, more: readonly pulumi.Input<string>[], resources: Resources): JobStep => ({
    name: module,
    image: args.image,
    command: ["python", "-m", `platform_feast.${module}`],
    args: ["--repository", repository, ...more],
    resources,
  });
  scheduledJob(
    `${name}-features`,
    {
      ...common,
      jobName: "feast-features",
      serviceAccountName: account,
      schedule: materialize.schedule,
      suspended: !materialize.enabled,
      steps: [
        step("features", ["--definitions", args.definitions, "--publish", args.registryFile], {
          cpu: materialize.cpu,
          memory: materialize.memory,
        }),
      ],
      temporarySpace: "1Gi",
      // Features that were not materialized are with the next run.
      retries: 1,
      deadlineSeconds: 3 * 3600,
    },
    { ...options, dependsOn: before },
  );
  return restrictedJob(
    `${name}-registry`,
    { ...common, jobName: "feast-registry", steps: [step("registry", [], registrySize)] },
    { ...options, dependsOn: before },
  );
}
