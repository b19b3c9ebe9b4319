import { cisEks, fsbp, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const ecrImagesScanned = resourceRule({
  name: "ecr-images-scanned",
  family: "kubernetes",
  title: "Repositories scan images when they are pushed",
  reasoning: "The push is the last moment at which a known hole costs a rebuild instead of an incident.",
  severity: "high",
  frameworks: [...fsbp("ECR.1"), ...cisEks("5.1.1"), ...pci("11.3.1", "11.3.1.2", "11.3.1.3")],
  enforcement: "mandatory",
  remediation: [
    "Set imageScanningConfiguration.scanOnPush to true, or disable the rule where the registry scans all repositories.",
  ],
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
  types: ["aws:ecr/repository:Repository"],
  check(view, { fail }) {
    if (view.at("imageScanningConfiguration", "scanOnPush").flag() !== true) fail("scanOnPush is not true.");
  },
  remediate(view) {
    if (!view.at("imageScanningConfiguration").isAbsent) return undefined;
    return { ...view.resource.inputs, imageScanningConfiguration: { scanOnPush: true } };
  },
});
