import type { eksAddons } from "./eks-addons.ts";

/** A pod that a managed add-on of EKS runs, which no plan shows. */
export interface AddonPod {
  readonly name: string;
  /** How many there are, unless the add-on's configuration says otherwise; or one on each node. */
  readonly replicas: number | "each node";
  /** Requests of all its containers together. Empty where they ask for nothing. */
  readonly requests: { readonly cpu?: string; readonly memory?: string };
  readonly priorityClassName: string;
  /** `all`: it runs on a node whatever its taints are. Else the keys of the taints that it tolerates. */
  readonly tolerates: "all" | readonly string[];
}

export interface AddonPods {
  readonly pods: readonly AddonPod[];
  readonly source: string;
  /** When the figures were read. */
  readonly date: string;
}

const node = (name: string, cpu?: string, memory?: string): AddonPod => ({
  name,
  replicas: "each node",
  requests: { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) },
  priorityClassName: "system-node-critical",
  tolerates: "all",
});

const controller = (name: string, cpu?: string, memory?: string): AddonPod => ({
  ...node(name, cpu, memory),
  replicas: 2,
  priorityClassName: "system-cluster-critical",
  tolerates: ["CriticalAddonsOnly"],
});

const date = "2026-11-24";

/**
 * What the pods of the managed add-ons ask for. EKS does not publish it; the charts of the same projects do, and the add-ons
 * are made of them.
 */
export const eksAddonPods: Readonly<Partial<Record<keyof typeof eksAddons, AddonPods>>> = {
  "vpc-cni": {
    pods: [node("aws-node", "50m")],
    source: "charts/aws-vpc-cni of aws/amazon-vpc-cni-k8s at b521883: 25m for each of two containers",
    date,
  },
  "kube-proxy": {
    pods: [node("kube-proxy", "100m")],
    source: "requests of the DaemonSet that the add-on makes, as seen in many clusters; not published",
    date,
  },
  coredns: {
    pods: [
      {
        ...controller("coredns", "100m", "70Mi"),
        tolerates: ["CriticalAddonsOnly", "node-role.kubernetes.io/control-plane"],
      },
    ],
    source: "cluster/addons/dns/coredns of kubernetes/kubernetes v1.35",
    date,
  },
  "eks-pod-identity-agent": {
    pods: [node("eks-pod-identity-agent")],
    source: "charts/eks-pod-identity-agent of aws/eks-pod-identity-agent at d4dc0f3",
    date,
  },
  "eks-node-monitoring-agent": {
    pods: [node("eks-node-monitoring-agent", "10m", "30Mi")],
    source: "charts/eks-node-monitoring-agent of aws/eks-node-monitoring-agent at 51af549",
    date,
  },
  "snapshot-controller": {
    pods: [controller("snapshot-controller")],
    source: "deploy/kubernetes/snapshot-controller of kubernetes-csi/external-snapshotter v8: no requests",
    date,
  },
  "metrics-server": {
    pods: [{ ...controller("metrics-server", "100m", "200Mi"), tolerates: [] }],
    source: "charts/metrics-server of kubernetes-sigs/metrics-server",
    date,
  },
  "aws-ebs-csi-driver": {
    pods: [controller("ebs-csi-controller", "60m", "240Mi"), node("ebs-csi-node", "30m", "120Mi")],
    source:
      "charts/aws-ebs-csi-driver of kubernetes-sigs/aws-ebs-csi-driver at 429e202: 10m and 40Mi a container",
    date,
  },
  "aws-efs-csi-driver": {
    pods: [controller("efs-csi-controller"), node("efs-csi-node")],
    source: "charts/aws-efs-csi-driver of kubernetes-sigs/aws-efs-csi-driver at a4fc676: no requests",
    date,
  },
  "aws-fsx-csi-driver": {
    pods: [controller("fsx-csi-controller", "40m", "136Mi"), node("fsx-csi-node", "30m", "104Mi")],
    source: "charts/aws-fsx-csi-driver of kubernetes-sigs/aws-fsx-csi-driver at 5b22712",
    date,
  },
  "aws-mountpoint-s3-csi-driver": {
    pods: [node("s3-csi-node", "30m", "120Mi")],
    source: "charts/aws-mountpoint-s3-csi-driver of awslabs/mountpoint-s3-csi-driver at 57c6bed",
    date,
  },
};
