import type { ResourceView } from "@aip/common/view/view.ts";
import { cisAws, hipaa, pci, securityHub } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

/** Only symmetric keys for encryption whose material AWS made can rotate. */
function rotates(view: ResourceView): boolean {
  const spec = view.at("customerMasterKeySpec").text() ?? "SYMMETRIC_DEFAULT";
  const usage = view.at("keyUsage").text() ?? "ENCRYPT_DECRYPT";
  return spec === "SYMMETRIC_DEFAULT" && usage === "ENCRYPT_DECRYPT" && !view.at("customKeyStoreId").isSet;
}

export const kmsKeyRotationOn = resourceRule({
  name: "kms-key-rotation-on",
  family: "encryption",
  title: "Symmetric customer-managed keys rotate",
  reasoning:
    "Rotation bounds how much data one piece of key material protects, and costs no change to anything that uses the key.",
  severity: "medium",
  frameworks: [
    ...securityHub("KMS.4"),
    ...cisAws("3.6"),
    ...pci("3.7.4", "3.7.5"),
    ...hipaa("164.312(a)(2)(iv)"),
  ],
  enforcement: "mandatory",
  remediation: ["Set enableKeyRotation to true."],
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
  types: ["aws:kms/key:Key"],
  check(view, { fail, notApplicable }) {
    if (!rotates(view)) notApplicable("a key of this kind cannot rotate");
    if (view.at("enableKeyRotation").flag() !== true) fail("enableKeyRotation is not true.");
  },
  remediate(view) {
    if (!rotates(view) || !view.at("enableKeyRotation").isAbsent) return undefined;
    return { ...view.resource.inputs, enableKeyRotation: true };
  },
});
