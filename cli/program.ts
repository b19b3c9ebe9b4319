import { charts } from "./commands/charts.ts";
import { completion } from "./commands/completion.ts";
import { conformance } from "./commands/conformance.ts";
import { contracts } from "./commands/contracts.ts";
import { cost } from "./commands/cost.ts";
import { defineCommand } from "./commands/define.ts";
import { destroy, env, preview, up } from "./commands/engine.ts";
import { forward } from "./commands/forward.ts";
import { plan } from "./commands/plan.ts";
import { policy } from "./commands/policy.ts";
import { prove } from "./commands/prove.ts";
import aip from "./package.json" with { type: "json" };

/** `aip` with all its commands. Their work is loaded when they are called: most of it brings the providers' SDKs. */
export const program = defineCommand("aip", {
  summary: "Plan, price, police and operate the AI platform",
  details: [
    "Exit codes: 0 clean; 1 a mandatory policy fails or the budget is exceeded; 2 a mistake in the input.",
  ],
  examples: {
    "plan dev": "what dev would be",
    "plan prod --against main": "what changes since the branch main",
    "cost prod": "what prod costs",
    "<command> --help": "options and examples of a command",
  },
})
  .usage("<command> [arguments] [options]")
  .version(aip.version, "-V, --version", "show the version")
  .option("--debug", "keep stack traces (slower)")
  .commandsGroup("Without an account:")
  .addCommand(plan)
  .addCommand(prove)
  .addCommand(conformance)
  .addCommand(cost)
  .addCommand(policy)
  .addCommand(contracts)
  .addCommand(charts)
  .commandsGroup("With the Pulumi CLI:")
  .addCommand(up)
  .addCommand(preview)
  .addCommand(destroy)
  .addCommand(env)
  .commandsGroup("On this machine:")
  .addCommand(forward)
  .addCommand(completion);
