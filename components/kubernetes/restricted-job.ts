import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { platformPriority } from "./placement.ts";
import { containerEnv, fileMounts, fileVolumes, type PodInputs, restartWithSecrets } from "./pod-inputs.ts";
import { restrictedContainer, restrictedPod } from "./security-context.ts";
import type { Resources } from "./workload-args.ts";

/** One program of a job. */
export interface JobStep {
  /** Name of the container, unique within the job. */
  readonly name: string;
  /** Image of the container, with its tag or digest. */
  readonly image: pulumi.Input<string>;
  /** Program and its first arguments, instead of the image's entry point. Default: the image's own. */
  readonly command?: readonly string[];
  /** Arguments of the program. Default: the image's own, or none where `command` is given. */
  readonly args?: readonly pulumi.Input<string>[];
  /** Environment variables of this step, by name; they replace the job's `env` of the same name. Default: none. */
  readonly env?: PodInputs["env"];
  /** What the step asks for, and the most memory that it may use. */
  readonly resources: Resources & {
    /** Most memory, as a quantity such as `256Mi`, where it is more than what is asked for. Default: `memory`. */
    readonly memoryLimit?: string;
  };
}

/** All steps have the same variables and files from outside. */
export interface RestrictedJobArgs extends PodInputs {
  /** Name of the Job. */
  readonly jobName: string;
  /** Namespace of the Job. */
  readonly namespace: pulumi.Input<string>;
  /** Labels of the Job and of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Programs that run one after the other; each starts once the one before it has succeeded. At least one. */
  readonly steps: readonly JobStep[];
  /** A folder in memory, of 1 MiB, in which one step leaves secrets for the next. Default: none. */
  readonly memory?: {
    /** Name of the volume, unique within the pod. */
    readonly volume: string;
    /** Path of the folder in each step. */
    readonly mountPath: string;
  };
  /** Name of the service account, by which AWS knows the pods. Default: the namespace's own. */
  readonly serviceAccountName?: string;
  /** Ids of the user and the group of the processes, the same number. Default: 10001. */
  readonly userId?: number;
  /** Size of the writable folder `/tmp`, as a quantity. Default: `64Mi`. */
  readonly temporarySpace?: string;
  /** Whether a failed step runs again in the same pod, which still has its files. Default: a new pod is made. */
  readonly retryInPlace?: boolean;
  /** Priority class of the pods, which must exist. Default: `platform`, which PlatformServices makes. */
  readonly priorityClass?: string;
  /** How many times a failed run is repeated. Default: 6. */
  readonly retries?: number;
  /** Seconds after which the job has failed, whatever it does. Default: 1800. */
  readonly deadlineSeconds?: number;
}

export interface ScheduledJobArgs extends RestrictedJobArgs {
  /** Cron expression in UTC, such as `0 3 * * *`. A run is left out while the one before it still goes on. */
  readonly schedule: string;
  /** Whether the clock starts no run; by hand it can be run all the same. Default: false. */
  readonly suspended?: boolean;
}

/**
 * A job whose pods hold to the Pod Security Standard `restricted`, have no token for the Kubernetes API, and cannot write
 * but to `/tmp`. Pulumi waits for its success: what depends on it starts afterwards. It runs again when anything about it
 * changes, and when one of its secrets does, so what it does must bear to be done twice.
 *
 * Costs what its pods request of the nodes while it runs.
 *
 * @example
 * import { restrictedJob } from "@aip/components";
 *
 * const migration = restrictedJob(
 *   "model-index-migration",
 *   {
 *     jobName: "model-index-migration-1-2-0",
 *     namespace: "models",
 *     labels: { "app.kubernetes.io/name": "model-index-migration" },
 *     steps: [
 *       {
 *         name: "migrate",
 *         image: "registry.example.com/model-index:1.2.0",
 *         command: ["model-index", "migrate"],
 *         resources: { cpu: "100m", memory: "256Mi" },
 *       },
 *     ],
 *     secretEnv: { DATABASE_URL: { secretName: "model-index", key: "database-url" } },
 *   },
 *   {},
 * );
 * export const job = migration.metadata.name;
 */
export const restrictedJob = (
  name: string,
  args: RestrictedJobArgs,
  options: pulumi.CustomResourceOptions,
): kubernetes.batch.v1.Job =>
  new kubernetes.batch.v1.Job(
    name,
    {
      metadata: {
        name: args.jobName,
        namespace: args.namespace,
        labels: { ...args.labels },
        ...restartWithSecrets(args),
      },
      spec: jobSpec(args),
    },
    // The name is fixed: a second job cannot exist beside the first.
    { ...options, deleteBeforeReplace: true },
  );

/** The same by the clock. The last run that succeeded is kept, and the last three that failed. */
export const scheduledJob = (
  name: string,
  args: ScheduledJobArgs,
  options: pulumi.CustomResourceOptions,
): kubernetes.batch.v1.CronJob =>
  new kubernetes.batch.v1.CronJob(
    name,
    {
      // Every run reads the secrets as they are: nothing has to be started anew.
      metadata: { name: args.jobName, namespace: args.namespace, labels: { ...args.labels } },
      spec: {
        schedule: args.schedule,
        ...(args.suspended ? { suspend: true } : {}),
        concurrencyPolicy: "Forbid",
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: { spec: jobSpec(args) },
      },
    },
    options,
  );

function jobSpec(args: RestrictedJobArgs): kubernetes.types.input.batch.v1.JobSpec {
  const containers = args.steps.map((step) => container(args, step));
  return {
    backoffLimit: args.retries ?? 6,
    activeDeadlineSeconds: args.deadlineSeconds ?? 1800,
    template: {
      metadata: { labels: { ...args.labels } },
      spec: {
        priorityClassName: args.priorityClass ?? platformPriority.service,
        ...(args.serviceAccountName === undefined ? {} : { serviceAccountName: args.serviceAccountName }),
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        restartPolicy: args.retryInPlace ? "OnFailure" : "Never",
        securityContext: restrictedPod(args.userId),
        ...(containers.length > 1 ? { initContainers: containers.slice(0, -1) } : {}),
        containers: containers.slice(-1),
        volumes: [
          { name: "tmp", emptyDir: { sizeLimit: args.temporarySpace ?? "64Mi" } },
          ...(args.memory
            ? [{ name: args.memory.volume, emptyDir: { medium: "Memory", sizeLimit: "1Mi" } }]
            : []),
          ...fileVolumes(args),
        ],
      },
    },
  };
}

function container(args: RestrictedJobArgs, step: JobStep): kubernetes.types.input.core.v1.Container {
  const { cpu, memory, memoryLimit = memory } = step.resources;
  return {
    name: step.name,
    image: step.image,
    ...(step.command === undefined ? {} : { command: [...step.command] }),
    ...(step.args === undefined ? {} : { args: [...step.args] }),
    env: containerEnv({ ...args, env: { ...args.env, ...step.env } }),
    resources: { requests: { cpu, memory }, limits: { memory: memoryLimit } },
    securityContext: restrictedContainer,
    volumeMounts: [
      { name: "tmp", mountPath: "/tmp" },
      ...(args.memory ? [{ name: args.memory.volume, mountPath: args.memory.mountPath }] : []),
      ...fileMounts(args),
    ],
  };
}
