import type { KubernetesVersion } from "./eks-versions.ts";

/** A managed add-on of EKS, pinned for each Kubernetes version the platform can run. */
export interface EksAddon {
  readonly versions: Readonly<Record<KubernetesVersion, string>>;
  readonly source: string;
  /** When the figures were read. */
  readonly date: string;
}

const everywhere = (version: string): Record<KubernetesVersion, string> => ({
  "1.35": version,
  "1.36": version,
});

const apiOfAugust =
  "1.35: default of describe-addon-versions on 2026-08-27, as recorded in a public Terraform configuration; " +
  "1.36: reviewed pins of another public configuration, August 2026";
const date = "2026-11-21";

/**
 * Every managed add-on the platform installs: the one place for its version. AWS publishes the figures only
 * through its API, so each source says where one was seen; `aws eks describe-addon-versions` says whether there is a
 * newer one.
 */
export const eksAddons = {
  "vpc-cni": { versions: everywhere("v1.22.4-eksbuild.3"), source: apiOfAugust, date },
  "kube-proxy": {
    versions: { "1.35": "v1.35.3-eksbuild.21", "1.36": "v1.36.0-eksbuild.25" },
    source: apiOfAugust,
    date,
  },
  coredns: {
    versions: { "1.35": "v1.13.2-eksbuild.21", "1.36": "v1.14.6-eksbuild.4" },
    source: apiOfAugust,
    date,
  },
  "eks-pod-identity-agent": { versions: everywhere("v1.3.10-eksbuild.3"), source: apiOfAugust, date },
  "aws-ebs-csi-driver": {
    versions: everywhere("v1.63.1-eksbuild.1"),
    source:
      "1.35: default of describe-addon-versions on 2026-08-04, public Terraform configuration; not seen for 1.36",
    date,
  },
  "aws-efs-csi-driver": {
    versions: everywhere("v3.3.0-eksbuild.1"),
    source:
      "1.36: public configuration of 2026-07-17; for 1.35 no exact figure was found, this is the newest seen",
    date,
  },
  "aws-fsx-csi-driver": {
    versions: everywhere("v1.9.0-eksbuild.1"),
    source: "1.35: comment in a public Terraform configuration that was applied to it; not seen for 1.36",
    date,
  },
  "aws-mountpoint-s3-csi-driver": {
    versions: everywhere("v2.6.0-eksbuild.1"),
    source: "1.35: public report that calls it the newest available; not seen for 1.36",
    date,
  },
  "snapshot-controller": {
    versions: everywhere("v8.6.0-eksbuild.8"),
    source: "1.36: public runbook; for 1.35 no exact figure was found, this is the newest seen",
    date,
  },
  "eks-node-monitoring-agent": {
    versions: everywhere("v1.6.4-eksbuild.1"),
    source: "1.35: describe-addon-versions as recorded in a public CDK program; not seen for 1.36",
    date,
  },
  "metrics-server": {
    versions: everywhere("v0.9.0-eksbuild.5"),
    source:
      "1.35: default of describe-addon-versions on 2026-08-04, public Terraform configuration; not seen for 1.36",
    date,
  },
} as const satisfies Record<string, EksAddon>;

export type AddonName = keyof typeof eksAddons;

export const addonNames = Object.keys(eksAddons) as readonly AddonName[];

/** The pinned version of an add-on for a Kubernetes version. */
export const addonVersion = (name: AddonName, kubernetes: KubernetesVersion): string =>
  eksAddons[name].versions[kubernetes];
