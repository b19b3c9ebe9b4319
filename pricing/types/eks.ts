import { eksSupport } from "@aip/facts/eks-support.ts";
import type { Pricers } from "../model/pricer.ts";

export const eks: Pricers = {
  "aws:eks/cluster:Cluster": (inputs, sheet, _resource, { today }) => {
    const version = inputs.at("version");
    const text = version.isAbsent ? undefined : version.text();
    const support = text === undefined ? undefined : eksSupport(text);
    const automatic = inputs.at("upgradePolicy", "supportType").text() === "STANDARD";
    if (text !== undefined && support === undefined && !automatic) {
      sheet.missing(`support dates of Kubernetes ${text}`);
    }
    // With support type STANDARD the control plane is upgraded instead of becoming dearer.
    const extended = support !== undefined && !automatic && today > support.standardSupportEnds;
    sheet.service(
      extended ? "eks.cluster.extendedSupport.hour" : "eks.cluster.standardSupport.hour",
      extended ? `Control plane of Kubernetes ${text}, extended support` : "Control plane",
      1,
    );
    if (inputs.at("computeConfig", "enabled").flag() === true) sheet.missing("fee of EKS Auto Mode");
    const tier = inputs.at("controlPlaneScalingConfig", "tier").text();
    if (tier !== undefined && tier.toLowerCase() !== "standard") {
      sheet.missing(`control plane of tier ${tier}`);
    }
  },
  "aws:eks/fargateProfile:FargateProfile": (_inputs, sheet) =>
    sheet.missing("vCPU and memory of the pods on Fargate"),
  "aws:eks/capability:Capability": (_inputs, sheet) => sheet.missing("fee of EKS capabilities"),
};
