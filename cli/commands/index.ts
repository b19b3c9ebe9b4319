import type { Command } from "../command.ts";
import { cost } from "../cost/command.ts";
import { destroyCommand, envCommand, previewCommand, upCommand } from "../engine/commands.ts";
import { contracts } from "./contracts.ts";
import { plan } from "./plan.ts";
import { policy } from "./policy.ts";

/** Every command of `aip`, by name. */
export const commands: Readonly<Record<string, Command>> = {
  plan,
  cost,
  policy,
  up: upCommand,
  preview: previewCommand,
  destroy: destroyCommand,
  env: envCommand,
  contracts,
};
