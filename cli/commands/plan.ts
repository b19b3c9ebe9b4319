import { environmentArgument, textOption } from "../arguments.ts";
import { defineCommand } from "./define.ts";

export const plan = defineCommand("plan", {
  summary: "Show what an environment would be: resources, price, policy findings, addresses",
  details: [
    "Runs the program of every layer against a simulated cloud: no account, no Pulumi CLI, no network.",
    "",
    "Exit codes: 0 clean; 1 a mandatory policy fails or the budget is exceeded; 2 a mistake in the input.",
    "Nothing is written on 2.",
  ],
  examples: {
    "plan dev": "the plan of dev, and its report as a page",
    "plan prod --json prod.json --html prod.html": "write the plan file and the report",
    "plan prod --against main": "what changes since the branch main",
    "plan prod --against before.json --markdown comment.md": "what changes since a plan, for a pull request",
  },
})
  .addArgument(environmentArgument())
  .optionsGroup("Files:")
  .addOption(textOption("--json <file>", "write the plan file (version 1)"))
  .addOption(
    textOption("--html <file>", "write the report as one page (default: .aip/plan/<environment>.html)"),
  )
  .optionsGroup("Comparison:")
  .addOption(
    textOption(
      "--against <file|revision>",
      "compare with a plan file, or with the environment as it is at a git revision",
    ),
  )
  .addOption(textOption("--markdown <file>", "write the comparison for a pull request; needs --against"))
  .action(async (environment, { json, html, against, markdown }) => {
    const { planCommand } = await import("../plan/command.ts");
    process.exitCode = await planCommand(environment, { json, html, against, markdown });
  });
