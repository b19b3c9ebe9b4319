import { type KubernetesVersion, kubernetesVersions } from "@aip/facts/eks-versions.ts";
import type * as pulumi from "@pulumi/pulumi";
import { Problems } from "../core/problems.ts";
import type { AccessArgs } from "./access.ts";

export interface ClusterArgs {
  /** Name of the cluster in AWS: it stands in the name of its log group, which must exist before it. */
  readonly clusterName: string;
  readonly kubernetesVersion: KubernetesVersion;
  readonly region: string;
  readonly vpcId: pulumi.Input<string>;
  /** Subnets of the control plane's interfaces, by zone: at least two zones, private. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Who may reach the public endpoint. Default: nobody; the endpoint is private only. */
  readonly publicAccessCidrs?: readonly string[] | undefined;
  /** Who may use the cluster. The identity that runs Pulumi must be among them. */
  readonly access: Readonly<Record<string, AccessArgs>>;
  /** Days the control plane's logs are kept, one of the retentions of CloudWatch Logs. Default: 90. */
  readonly logRetentionDays?: number | undefined;
  /** Whether AWS refuses to delete the cluster. Default: true. */
  readonly deletionProtection?: boolean | undefined;
  /** Whether AWS may move traffic and pods away from a zone in trouble. Default: true. */
  readonly zonalShift?: boolean | undefined;
  /** EKS Auto Mode, about 12 % on top of its instances. Default: false. */
  readonly autoMode?: boolean | undefined;
}

export interface ResolvedCluster extends ClusterArgs {
  readonly publicAccessCidrs: readonly string[];
  readonly logRetentionDays: number;
  readonly deletionProtection: boolean;
  readonly zonalShift: boolean;
  readonly autoMode: boolean;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * The arguments with all defaults, or every reason why there cannot be such a cluster.
 *
 * @throws RunError listing each problem: the argument, what was found, what is allowed.
 */
export function resolveCluster(args: ClusterArgs): ResolvedCluster {
  const problems = new Problems(`Cluster ${args.clusterName}`);
  if (!/^[0-9A-Za-z][\w-]{0,99}$/.test(args.clusterName)) {
    problems.add("clusterName", args.clusterName, "letters, digits, dashes and underscores, at most 100");
  }
  if (!kubernetesVersions.includes(args.kubernetesVersion)) {
    problems.add("kubernetesVersion", args.kubernetesVersion, `one of ${kubernetesVersions.join(", ")}`);
  }
  const zones = Object.keys(args.subnetIds);
  if (zones.length < 2) problems.add("subnetIds", zones, "subnets in at least two zones");
  for (const [index, cidr] of (args.publicAccessCidrs ?? []).entries()) {
    if (cidr.endsWith("/0")) {
      problems.add(
        `publicAccessCidrs[${index}]`,
        cidr,
        "the addresses of people and pipelines, never the whole internet",
      );
    }
  }
  const administrators = Object.values(args.access).filter(
    ({ policy, namespaces = [] }) => policy === "clusterAdmin" && namespaces.length === 0,
  );
  if (administrators.length === 0) {
    problems.add(
      "access",
      Object.keys(args.access),
      "at least one role with clusterAdmin on the whole cluster: EKS makes nobody an administrator here",
    );
  }
  const { logRetentionDays = 90 } = args;
  if (!retentions.includes(logRetentionDays)) {
    problems.add("logRetentionDays", logRetentionDays, `one of ${retentions.join(", ")}`);
  }
  problems.throwIfAny();
  return {
    ...args,
    publicAccessCidrs: args.publicAccessCidrs ?? [],
    logRetentionDays,
    deletionProtection: args.deletionProtection ?? true,
    zonalShift: args.zonalShift ?? true,
    autoMode: args.autoMode ?? false,
  };
}
