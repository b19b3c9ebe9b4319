import type { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { isAccelerated, isAcceleratedFamily } from "./gpu.ts";

/** Karpenter's pools. */
export const nodePoolTypes = [
  "kubernetes:karpenter.sh/v1:NodePool",
  "kubernetes:karpenter.sh/v1beta1:NodePool",
] as const;

const chosen = (requirement: Value): string[] =>
  requirement.at("operator").text() === "In" ? requirement.at("values").texts() : [];

/** Whether a pool's requirements can draw only nodes with GPUs, or name them among others. */
export function drawsAccelerators(pool: ResourceView): boolean {
  return pool
    .at("spec", "template", "spec", "requirements")
    .list()
    .some((requirement) => {
      const key = requirement.at("key").text() ?? "";
      if (key === "node.kubernetes.io/instance-type") return chosen(requirement).some(isAccelerated);
      if (key === "karpenter.k8s.aws/instance-family") return chosen(requirement).some(isAcceleratedFamily);
      if (key === "karpenter.k8s.aws/instance-category") {
        return chosen(requirement).some((category) =>
          ["g", "gr", "p", "inf", "trn", "dl"].includes(category),
        );
      }
      if (/^karpenter\.k8s\.aws\/instance-(gpu|accelerator)-(name|manufacturer|count|memory)$/.test(key)) {
        return requirement.at("operator").text() !== "DoesNotExist";
      }
      return false;
    });
}
