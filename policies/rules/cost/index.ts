import type { Rule } from "../../rule.ts";

/** The rules about money. */
export const costRules: readonly Rule[] = [];
