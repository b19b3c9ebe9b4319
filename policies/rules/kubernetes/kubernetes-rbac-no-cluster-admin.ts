import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { bindingTypes } from "../rbac.ts";

const everybody = new Set([
  "system:anonymous",
  "system:unauthenticated",
  "system:authenticated",
  "system:serviceaccounts",
]);

export const kubernetesRbacNoClusterAdmin = resourceRule({
  name: "kubernetes-rbac-no-cluster-admin",
  family: "kubernetes",
  title: "Nobody is bound to cluster-admin, and no role to everybody",
  reasoning: "A workload that is cluster-admin makes its every fault one of the whole cluster.",
  severity: "high",
  frameworks: [...cisEks("4.1.1")],
  enforcement: "mandatory",
  remediation: ["Bind a role that lists what is needed, to the subject that needs it."],
  url: "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles",
  types: bindingTypes,
  check(view, { fail, each }) {
    const role = view.at("roleRef", "name").text();
    if (role === "cluster-admin") fail("The role is cluster-admin.");
    each(view.at("subjects").list(), (who) => {
      const name = who.at("name").text() ?? "";
      if (everybody.has(name) && role !== "system:public-info-viewer") fail(`The role is bound to ${name}.`);
      if (name === "system:masters") fail("The role is bound to system:masters.");
    });
  },
});
