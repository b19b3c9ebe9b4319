import { fsbp, pci } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";
import { clustersOf, clusterTypes, supportLeft } from "../eks-versions.ts";

export const eksVersionSupported = stackRule({
  name: "eks-version-supported",
  family: "cost",
  title: "Clusters run a Kubernetes version in standard support",
  reasoning:
    "Extended support makes the control plane six times as dear, and after it AWS upgrades at a time of its own.",
  severity: "high",
  frameworks: [...fsbp("EKS.2"), ...pci("6.3.3")],
  enforcement: "mandatory",
  remediation: [
    "Upgrade one minor version at a time.",
    "Set upgradePolicy.supportType to STANDARD, so that a forgotten cluster is upgraded instead of becoming dearer.",
  ],
  url: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
  types: [...clusterTypes],
  check(stack, { environment, each, fail }) {
    each(clustersOf(stack), (cluster) => {
      const left = supportLeft(cluster, environment.today);
      if (left === undefined || left.days >= 0) return;
      fail(`Standard support of Kubernetes ${left.version} ended on ${left.ends}.`, cluster.urn);
    });
  },
});
