import { cisEks, fsbp, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { eksCluster, eksClusterTypes } from "../eks-cluster.ts";

const kinds = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

export const eksControlPlaneLogs = resourceRule({
  name: "eks-control-plane-logs",
  family: "logging",
  title: "Clusters send all five control-plane logs",
  reasoning:
    "The audit log is the only record of who did what in a cluster, and nothing brings it back afterwards.",
  severity: "medium",
  frameworks: [...fsbp("EKS.8"), ...cisEks("2.1.1"), ...pci("10.2.1", "10.2.1.1", "10.2.1.2")],
  enforcement: "mandatory",
  remediation: [`Set enabledClusterLogTypes to ${kinds.join(", ")}.`],
  url: "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
  types: eksClusterTypes,
  check(view, check) {
    const enabled = eksCluster(view, check).logTypes.texts();
    const missing = kinds.filter((kind) => !enabled.includes(kind));
    if (missing.length > 0) check.fail(`enabledClusterLogTypes lacks ${missing.join(", ")}.`);
  },
  remediate(view) {
    const types = view.at("enabledClusterLogTypes");
    if (types.isUnknown || kinds.every((kind) => types.texts().includes(kind))) return undefined;
    return { ...view.resource.inputs, enabledClusterLogTypes: [...kinds] };
  },
});
