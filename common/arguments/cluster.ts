import { kubernetesVersions } from "@aip/facts/eks-versions.ts";
import { didYouMean } from "../nearest.ts";
import type { Problems } from "../problems.ts";
import { checkLogRetention } from "./log-retention.ts";

/** The arguments of a cluster that no other resource's output flows into. */
export interface ClusterSettings {
  /**
   * Kubernetes version of the control plane, one of `facts/eks-versions.ts`. EKS moves up one minor version at a
   * time, and not back.
   */
  readonly kubernetesVersion: string;
  /** IPv4 ranges that may reach the public endpoint. Default: none, and the endpoint is private only. */
  readonly publicAccessCidrs?: readonly string[] | undefined;
  /** Who may use the cluster, by a name of the entry. The identity that runs Pulumi must be among them. */
  readonly access: Readonly<
    Record<string, { readonly policy: string; readonly namespaces?: readonly string[] | undefined }>
  >;
  /** Days the control plane's logs are kept, one of the retentions of CloudWatch Logs. Default: 90. */
  readonly logRetentionDays?: number | undefined;
}

/** Days the control plane's logs are kept where nothing else is said. */
export const clusterLogRetentionDays = 90;

/** Reports what would leave a cluster impossible, open to everybody, or closed to everybody. */
export function checkCluster(settings: ClusterSettings, problems: Problems): void {
  problems.rule(() => {
    const { kubernetesVersion: version } = settings;
    const versions: readonly string[] = kubernetesVersions;
    if (versions.includes(version)) return;
    problems.add(
      "kubernetesVersion",
      version,
      `one of ${versions.join(", ")}${didYouMean(version, versions)}`,
    );
  });
  problems.rule(() => {
    for (const [index, cidr] of (settings.publicAccessCidrs ?? []).entries()) {
      if (!cidr.endsWith("/0")) continue;
      problems.add(
        ["publicAccessCidrs", index],
        cidr,
        "the addresses of people and pipelines, never the whole internet",
      );
    }
  });
  problems.rule(() => {
    const { access } = settings;
    const administrators = Object.values(access).filter(
      ({ policy, namespaces = [] }) => policy === "clusterAdmin" && namespaces.length === 0,
    );
    if (administrators.length > 0) return;
    problems.add(
      "access",
      Object.keys(access),
      "at least one role with clusterAdmin on the whole cluster, the one that runs Pulumi: EKS makes nobody an " +
        "administrator here",
    );
  });
  problems.rule(() => {
    const { logRetentionDays = clusterLogRetentionDays } = settings;
    checkLogRetention("logRetentionDays", logRetentionDays, problems);
  });
}
