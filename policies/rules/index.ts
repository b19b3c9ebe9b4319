import type { Rule } from "../rule.ts";
import { backupRules } from "./backup/index.ts";
import { costRules } from "./cost/index.ts";
import { encryptionRules } from "./encryption/index.ts";
import { identityRules } from "./identity/index.ts";
import { kubernetesRules } from "./kubernetes/index.ts";
import { loggingRules } from "./logging/index.ts";
import { mlRules } from "./ml/index.ts";
import { networkExposureRules } from "./network-exposure/index.ts";
import { reliabilityRules } from "./reliability/index.ts";
import { taggingRules } from "./tagging/index.ts";

/** Every rule there is. */
export const allRules: readonly Rule[] = [
  ...backupRules,
  ...costRules,
  ...encryptionRules,
  ...identityRules,
  ...kubernetesRules,
  ...loggingRules,
  ...mlRules,
  ...networkExposureRules,
  ...reliabilityRules,
  ...taggingRules,
];
