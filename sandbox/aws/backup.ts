import type { Models } from "../core/model.ts";
import type { Properties } from "../core/properties.ts";
import { checkNamed } from "./checks.ts";
import { requireTrust } from "./trust.ts";

const uuid = (planned: { hex(length: number): string }) =>
  planned.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

const name = (property: string, maxLength = 50) => ({
  property,
  maxLength,
  pattern: /^[\w-]{2,}$/,
  allowed: "2 or more letters, digits, dashes and underscores",
});

export const backup: Models = {
  "aws:backup/vault:Vault": {
    name: { ...name("name"), unique: "account" },
    arn: (planned) => `arn:aws:backup:${planned.region}:${planned.account}:backup-vault:${planned.id}`,
    replaceOn: ["kmsKeyArn"],
    outputs: () => ({ recoveryPoints: 0 }),
  },
  "aws:backup/plan:Plan": {
    name: name("name"),
    id: uuid,
    arn: (planned) => `arn:aws:backup:${planned.region}:${planned.account}:backup-plan:${planned.id}`,
    required: ["rules"],
    check: (planned, cloud, report) => {
      for (const [index, rule] of (Array.isArray(planned.inputs.rules)
        ? planned.inputs.rules
        : []
      ).entries()) {
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
    outputs: (planned) => ({ version: planned.hex(20) }),
  },
  "aws:backup/selection:Selection": {
    name: name("name"),
    id: uuid,
    required: ["planId", "iamRoleArn"],
    replaceOn: ["planId", "iamRoleArn", "resources", "notResources", "selectionTags", "conditions"],
    check: (planned, cloud, report) => {
      const { iamRoleArn } = planned.inputs;
      requireTrust("iamRoleArn", iamRoleArn, "backup.amazonaws.com", cloud, report);
      checkNamed(planned.inputs, "planId", "aws:backup/plan:Plan", cloud, report);
    },
  },
};
