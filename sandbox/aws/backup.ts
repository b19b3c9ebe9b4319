import type { Models, Properties } from "../core/model.ts";
import { checkNamed } from "./checks.ts";
import { requireTrust } from "./trust.ts";

const uuid = (draft: { hex(length: number): string }) =>
  draft.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

const name = (property: string, maxLength = 50) => ({
  property,
  maxLength,
  pattern: /^[\w-]{2,}$/,
  allowed: "2 or more letters, digits, dashes and underscores",
});

export const backup: Models = {
  "aws:backup/vault:Vault": {
    name: { ...name("name"), unique: "account" },
    arn: (draft) => `arn:aws:backup:${draft.region}:${draft.account}:backup-vault:${draft.id}`,
    replaceOn: ["kmsKeyArn"],
    outputs: () => ({ recoveryPoints: 0 }),
  },
  "aws:backup/plan:Plan": {
    name: name("name"),
    id: uuid,
    arn: (draft) => `arn:aws:backup:${draft.region}:${draft.account}:backup-plan:${draft.id}`,
    required: ["rules"],
    check: (draft, cloud, report) => {
      for (const [index, rule] of (Array.isArray(draft.inputs.rules) ? draft.inputs.rules : []).entries()) {
        const { targetVaultName, schedule, lifecycle } = rule as Properties;
        checkNamed(
          { targetVaultName },
          "targetVaultName",
          "aws:backup/vault:Vault",
          cloud,
          (_, found, allowed) => report(`rules[${index}].targetVaultName`, found, allowed),
        );
        if (typeof schedule === "string" && !/^(cron\((\S+ ){5}\S+\)|rate\(\d+ \w+\))$/.test(schedule)) {
          report(`rules[${index}].schedule`, schedule, "cron(minute hour day month weekday year)");
        }
        const { coldStorageAfter, deleteAfter } = (lifecycle ?? {}) as Properties;
        // AWS asks for 90 days in cold storage at least.
        if (typeof coldStorageAfter === "number" && Number(deleteAfter) < coldStorageAfter + 90) {
          report(`rules[${index}].lifecycle.deleteAfter`, deleteAfter, `at least ${coldStorageAfter + 90}`);
        }
      }
    },
    outputs: (draft) => ({ version: draft.hex(20) }),
  },
  "aws:backup/selection:Selection": {
    name: name("name"),
    id: uuid,
    required: ["planId", "iamRoleArn"],
    replaceOn: ["planId", "iamRoleArn", "resources", "notResources", "selectionTags", "conditions"],
    check: (draft, cloud, report) => {
      const { iamRoleArn } = draft.inputs;
      requireTrust("iamRoleArn", iamRoleArn, "backup.amazonaws.com", cloud, report);
      checkNamed(draft.inputs, "planId", "aws:backup/plan:Plan", cloud, report);
    },
  },
};
