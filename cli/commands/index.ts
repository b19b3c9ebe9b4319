import type { Command } from "../command.ts";
import { contracts } from "./contracts.ts";
import { plan } from "./plan.ts";

/** Every command of `aip`, by name. */
export const commands: Readonly<Record<string, Command>> = { plan, contracts };
