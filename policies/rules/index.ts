import type { Rule } from "../rule.ts";
import { costRules } from "./cost/index.ts";
import { ebsVolumeEncrypted } from "./encryption/ebs-volume-encrypted.ts";

/** Every rule there is. */
export const allRules: readonly Rule[] = [ebsVolumeEncrypted, ...costRules];
