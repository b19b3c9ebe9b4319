import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { eksCluster, eksClusterTypes } from "../eks-cluster.ts";

export const eksAccessEntries = resourceRule({
  name: "eks-access-entries",
  family: "identity",
  title: "Clusters grant access by access entries, and to no hidden administrator",
  reasoning:
    "The aws-auth map is one object a wrong edit locks everybody out of, and the one who made a cluster is its administrator for ever, seen nowhere.",
  severity: "high",
  frameworks: [...cisEks("4.1.7", "5.5.1")],
  enforcement: "mandatory",
  remediation: [
    "Set authenticationMode to API and bootstrapClusterCreatorAdminPermissions to false, and add access entries.",
  ],
  url: "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
  types: [...eksClusterTypes, "aws:eks/accessEntry:AccessEntry"],
  check(view, check) {
    if (view.type === "aws:eks/accessEntry:AccessEntry") {
      if (view.at("kubernetesGroups").texts().includes("system:masters")) {
        check.fail("The entry is in the group system:masters, which no authorisation can limit.");
      }
      return;
    }
    const { authenticationMode, creatorIsAdmin } = eksCluster(view, check);
    const mode = authenticationMode.text();
    if (mode?.toUpperCase() !== "API")
      check.fail(`The authentication mode is ${mode ?? "CONFIG_MAP, the default"}.`);
    if (creatorIsAdmin.flag() === true) check.fail("bootstrapClusterCreatorAdminPermissions is true.");
  },
});
