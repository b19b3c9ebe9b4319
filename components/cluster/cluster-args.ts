import {
  type ClusterSettings,
  checkCluster,
  clusterLogRetentionDays,
} from "@aip/common/arguments/cluster.ts";
import { Problems } from "@aip/common/problems.ts";
import type { KubernetesVersion } from "@aip/facts/eks-versions.ts";
import type * as pulumi from "@pulumi/pulumi";
import type { AccessArgs } from "./access.ts";

export interface ClusterArgs extends ClusterSettings {
  /** Name of the cluster in AWS. It is part of the name of the log group, which must exist before the cluster. */
  readonly clusterName: string;
  readonly kubernetesVersion: KubernetesVersion;
  /** AWS region of the cluster. */
  readonly region: string;
  /** VPC of the cluster. */
  readonly vpcId: pulumi.Input<string>;
  /**
   * Private subnets of the control plane's network interfaces, by zone name: at least two zones
   * (https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html).
   */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  readonly access: Readonly<Record<string, AccessArgs>>;
  /** Whether AWS refuses to delete the cluster. Default: true. */
  readonly deletionProtection?: boolean | undefined;
  /** Whether AWS may move traffic and pods away from a zone in trouble. Default: true. */
  readonly zonalShift?: boolean | undefined;
  /** Whether EKS Auto Mode runs nodes, for about 12 % on top of their instances. Default: false. */
  readonly autoMode?: boolean | undefined;
}

export interface ResolvedCluster extends ClusterArgs {
  readonly publicAccessCidrs: readonly string[];
  readonly logRetentionDays: number;
  readonly deletionProtection: boolean;
  readonly zonalShift: boolean;
  readonly autoMode: boolean;
}

/**
 * The arguments with all defaults, or every reason why there cannot be such a cluster.
 *
 * @throws InvalidInput listing each problem: the argument, what was found, what is allowed.
 */
export function resolveCluster(args: ClusterArgs): ResolvedCluster {
  const problems = new Problems(`Cluster ${args.clusterName}`);
  if (!/^[0-9A-Za-z][\w-]{0,99}$/.test(args.clusterName)) {
    problems.add("clusterName", args.clusterName, "letters, digits, dashes and underscores, at most 100");
  }
  const zones = Object.keys(args.subnetIds);
  if (zones.length < 2) problems.add("subnetIds", zones, "subnets in at least two zones");
  checkCluster(args, problems);
  problems.throwIfAny();
  return {
    ...args,
    publicAccessCidrs: args.publicAccessCidrs ?? [],
    logRetentionDays: args.logRetentionDays ?? clusterLogRetentionDays,
    deletionProtection: args.deletionProtection ?? true,
    zonalShift: args.zonalShift ?? true,
    autoMode: args.autoMode ?? false,
  };
}
