import { stackRule } from "../../rule.ts";
import { clustersOf, clusterTypes, supportLeft } from "../eks-versions.ts";

export const eksVersionExpiring = stackRule({
  name: "eks-version-expiring",
  family: "cost",
  title: "Clusters leave a Kubernetes version before its standard support ends",
  reasoning:
    "An upgrade takes weeks of tests; the day after standard support the control plane costs six times as much.",
  severity: "medium",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Plan the upgrade to the next minor version."],
  url: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
  types: [...clusterTypes],
  settings: {
    days: {
      type: "integer",
      description: "How many days before the end of standard support the finding begins.",
      default: 60,
      minimum: 1,
    },
  },
  check(stack, { config, environment, each, fail }) {
    each(clustersOf(stack), (cluster) => {
      const left = supportLeft(cluster, environment.today);
      if (left === undefined || left.days < 0 || left.days > config.days) return;
      fail(
        `Standard support of Kubernetes ${left.version} ends on ${left.ends}, in ${left.days} days.`,
        cluster.urn,
      );
    });
  },
});
