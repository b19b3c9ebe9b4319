import { fsbp, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const kmsKeyNotLost = resourceRule({
  name: "kms-key-not-lost",
  family: "encryption",
  title: "Keys stay enabled and wait before they are deleted",
  reasoning:
    "Without its key, data is gone for good; the waiting time is the only chance to notice a key deleted by mistake.",
  severity: "medium",
  frameworks: [...fsbp("KMS.3"), ...pci("3.5.1.1", "3.5.1.3", "3.6.1")],
  enforcement: "mandatory",
  remediation: [
    "Leave the key enabled, with a deletion window of at least as many days as the setting says.",
  ],
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
  types: ["aws:kms/key:Key"],
  settings: {
    minimumDays: {
      type: "integer",
      default: 14,
      minimum: 7,
      maximum: 30,
      description: "Shortest deletion window in days that is accepted.",
    },
  },
  check(view, { fail, config }) {
    const days = view.at("deletionWindowInDays");
    const found = days.isUnknown ? undefined : days.number();
    if (found !== undefined && found < config.minimumDays) {
      fail(`deletionWindowInDays is ${found}, less than ${config.minimumDays}.`);
    }
    if (view.at("isEnabled").flag() === false)
      fail("isEnabled is false: nothing encrypted with the key can be read.");
    if (days.isUnknown) days.number();
  },
});
