import { checkFormat, cpuFormat, memoryFormat } from "@aip/common/formats.ts";
import { Problems } from "@aip/common/problems.ts";
import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy.ts";
import { platformPriority } from "./placement.ts";
import type { PodInputs } from "./pod-inputs.ts";
import type { GatewayReference } from "./route.ts";
import { defaultUserId } from "./security-context.ts";
import type { Flow, Peer } from "./traffic.ts";

/** Requests and limits of one container, as Kubernetes quantities. CPU has no limit: it would only throttle. */
export interface Resources {
  /** Requested CPU: cores such as `2`, or thousandths of one such as `250m`. */
  readonly cpu: string;
  /** Memory, such as `512Mi`: both request and limit, so that a node can never promise more memory than it has. */
  readonly memory: string;
}

export interface Probes {
  /** Path, from `/` on, that answers 200 once the service can take requests; the gateway asks it too. */
  readonly readyPath: string;
  /**
   * Command, run in the container, that succeeds while the service can take requests: for a service whose paths say nothing
   * of what it needs, such as its database. Default: `readyPath` is asked.
   */
  readonly readyCommand?: readonly string[];
  /**
   * Path, from `/` on, that answers 200 while the process works at all, whatever becomes of its database: a restart
   * would not bring that back. Default: `readyPath`.
   */
  readonly livePath?: string;
  /** Seconds that a start may take before the container is started again, rounded up to tens. Default: 120. */
  readonly startupSeconds?: number;
}

/** Texts that are files in a folder. A change starts the pods anew. */
export interface ConfigFiles {
  /** Folder in the container where the files are, read-only. */
  readonly mountPath: string;
  /** Text of each file, by its name. */
  readonly files: Readonly<Record<string, pulumi.Input<string>>>;
}

/** How many pods run. */
export type Scaling =
  | {
      /** Always the same number of pods. */
      readonly by: "fixed";
      /** Number of pods, 1 or more. */
      readonly replicas: number;
    }
  | {
      /** HorizontalPodAutoscaler on the share of the requested CPU that is used. */
      readonly by: "cpu";
      /** Fewest pods, 1 or more. */
      readonly min: number;
      /** Most pods, `min` or more. */
      readonly max: number;
      /** Used share of the requested CPU that is aimed at, in percent, above 0 and at most 100. Default: 70. */
      readonly target?: number;
    }
  | {
      /** KEDA ScaledObject on the result of a Prometheus query. Needs KEDA in the cluster. */
      readonly by: "prometheus";
      /** Fewest pods, 0 or more. */
      readonly min: number;
      /** Most pods, 1 or more, and `min` or more. */
      readonly max: number;
      /** URL at which KEDA asks Prometheus. */
      readonly serverAddress: string;
      /** PromQL query whose result the number of pods follows. */
      readonly query: string;
      /** What one pod can bear of the result, in its unit. */
      readonly threshold: number;
    };

export interface WorkloadRoute {
  /** Gateway that the route attaches to. */
  readonly gateway: GatewayReference;
  /** Host name that the gateway answers for the service, such as `search.example.com`. */
  readonly hostname: string;
  /** Where the gateway's requests come from; the network policy lets these in. */
  readonly from: readonly Peer[];
}

export interface WorkloadArgs extends PodInputs {
  /**
   * Name of the service and of everything else the workload has in its namespace: at most 63 lower-case letters, digits
   * and dashes, starting with a letter.
   */
  readonly serviceName: string;
  /** Namespace of the workload. */
  readonly namespace: pulumi.Input<string>;
  /** Image of the container, with its tag or digest. */
  readonly image: pulumi.Input<string>;
  /** Program and its first arguments, instead of the image's entry point. Default: the image's own. */
  readonly command?: readonly string[];
  /** Arguments of the program. Default: the image's own, or none where `command` is given. */
  readonly args?: readonly pulumi.Input<string>[];
  /** TCP port the container listens on, 1024 to 65535, which is also that of the service. */
  readonly port: number;
  /** Files that the workload alone has. Default: none. */
  readonly configFiles?: ConfigFiles;
  /** What must be there before the pods, such as a job that brings their database up to date. Default: nothing. */
  readonly startAfter?: readonly pulumi.Resource[];
  /** CPU and memory of each pod. */
  readonly resources: Resources;
  /** How Kubernetes and the gateway ask whether the service works. */
  readonly probes: Probes;
  /** How many pods run, and by what that changes. */
  readonly scaling: Scaling;
  /** Priority class of the pods, which must exist. Default: `platform`, which PlatformServices makes. */
  readonly priorityClass?: string;
  /** Ids of the user and the group of the process, the same number, 1 or more. Default: 10001. */
  readonly userId?: number;
  /** AWS permissions of the pods, through Pod Identity. Default: none, and no role. */
  readonly identity?: {
    /** Name of the EKS cluster that the pods run in. */
    readonly clusterName: pulumi.Input<string>;
    /** What the role of the pods may do. */
    readonly statements: readonly Statement[];
  };
  /** Whether pods get a token for the Kubernetes API. Default: they do not. */
  readonly needsKubernetesApi?: boolean;
  /** Who may call the service, apart from the gateway and Prometheus. Default: nobody. */
  readonly callers?: readonly Peer[];
  /** Where the pods may go. Default: name resolution only, which the namespace allows. */
  readonly egress?: readonly Flow[];
  /** Host name at the gateway. Default: no route; the service is reached inside the cluster alone. */
  readonly route?: WorkloadRoute;
  /** Prometheus metrics on the service's port. Default: none. */
  readonly metrics?: {
    /** Path, from `/` on, that answers with the metrics. */
    readonly path: string;
    /** Label that Prometheus picks ServiceMonitors up by, as `key=value`. */
    readonly monitorLabel: string;
    /** Namespace that Prometheus scrapes from. */
    readonly prometheusNamespace: pulumi.Input<string>;
  };
  /** Size of the writable folder `/tmp`, as a quantity. Default: `256Mi`. */
  readonly temporarySpace?: string;
}

export type ResolvedWorkload = WorkloadArgs &
  Required<
    Pick<WorkloadArgs, "priorityClass" | "userId" | "temporarySpace" | "callers" | "egress" | "startAfter">
  >;

const dnsLabel = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Checks the arguments of a workload and fills in the defaults. */
export function resolveWorkload(args: WorkloadArgs): ResolvedWorkload {
  const problems = new Problems(`Workload ${args.serviceName}`);
  if (!dnsLabel.test(args.serviceName)) {
    problems.add(
      "serviceName",
      args.serviceName,
      "a DNS label of at most 63 characters that starts with a letter",
    );
  }
  if (!Number.isInteger(args.port) || args.port < 1024 || args.port > 65535) {
    problems.add("port", args.port, "1024 to 65535; a process without privileges cannot listen below");
  }
  checkFormat("resources.cpu", args.resources.cpu, cpuFormat, problems);
  checkFormat("resources.memory", args.resources.memory, memoryFormat, problems);
  for (const [key, path] of Object.entries({
    "probes.readyPath": args.probes.readyPath,
    "probes.livePath": args.probes.livePath ?? "/",
    "metrics.path": args.metrics?.path ?? "/",
  })) {
    if (!path.startsWith("/")) problems.add(key, path, "a path that starts with /");
  }
  if (args.userId !== undefined && args.userId < 1) {
    problems.add("userId", args.userId, "a user id above 0; the root user is refused");
  }
  if (args.metrics && !/^[^=]+=[^=]+$/.test(args.metrics.monitorLabel)) {
    problems.add("metrics.monitorLabel", args.metrics.monitorLabel, "key=value");
  }
  checkScaling(args.scaling, problems);
  problems.throwIfAny();
  return {
    ...args,
    priorityClass: args.priorityClass ?? platformPriority.service,
    userId: args.userId ?? defaultUserId,
    temporarySpace: args.temporarySpace ?? "256Mi",
    callers: args.callers ?? [],
    egress: args.egress ?? [],
    startAfter: args.startAfter ?? [],
  };
}

function checkScaling(scaling: Scaling, problems: Problems): void {
  if (scaling.by === "fixed") {
    if (!(scaling.replicas >= 1)) problems.add("scaling.replicas", scaling.replicas, "1 or more");
    return;
  }
  const least = scaling.by === "cpu" ? 1 : 0;
  if (!(scaling.min >= least)) problems.add("scaling.min", scaling.min, `${least} or more`);
  if (!(scaling.max >= Math.max(scaling.min, 1))) {
    problems.add("scaling.max", scaling.max, `at least scaling.min (${scaling.min}) and 1`);
  }
  if (
    scaling.by === "cpu" &&
    scaling.target !== undefined &&
    !(scaling.target > 0 && scaling.target <= 100)
  ) {
    problems.add("scaling.target", scaling.target, "above 0 and at most 100 percent");
  }
}
