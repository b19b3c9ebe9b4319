import { environmentNames } from "@aip/environments/names.ts";
import { Argument } from "@commander-js/extra-typings";
import { choiceOption, textOption } from "../arguments.ts";
import { formats, profiles } from "../policy/choices.ts";
import { defineCommand } from "./define.ts";

const check = defineCommand("check", {
  summary: "Run all rules on the output of `pulumi stack export`, or on a plan file",
  details: ["Exit codes: 0 clean; 1 a mandatory policy fails; 2 a mistake in the input."],
  examples: {
    "policy check state.json": "a state of any repository, judged as production",
    "policy check state.json --profile development": "judged as development",
    "policy check plan.json --format sarif": "a plan, for a code scanner",
  },
})
  .addArgument(new Argument("<file>", "the state or plan file"))
  .addOption(choiceOption("--format <format>", "how findings are written (default: table)", formats))
  .addOption(
    choiceOption(
      "--environment <name>",
      "use the policies section of this environment (default: that of the plan's environment)",
      environmentNames(),
    ),
  )
  .addOption(
    choiceOption(
      "--profile <profile>",
      "what the resources are for where there is no environment (default: production)",
      profiles,
    ),
  )
  .action(async (file, { format = "table", environment, profile }) => {
    const { checkCommand } = await import("../policy/command.ts");
    process.exitCode = checkCommand(file, { format, environment, profile });
  });

const list = defineCommand("list", {
  summary: "Print every rule",
  examples: {
    "policy list": "a table of all rules",
    "policy list --markdown docs/policies.md": "write the page of the documentation",
  },
})
  .addOption(textOption("--markdown <file>", "write the page of the documentation instead"))
  .action(async ({ markdown }) => {
    const { listCommand } = await import("../policy/command.ts");
    process.exitCode = await listCommand(markdown);
  });

export const policy = defineCommand("policy", {
  summary: "Check a state or a plan of any repository, or list the rules",
  examples: { "policy check state.json": "run all rules on a state", "policy list": "a table of all rules" },
})
  .addCommand(check)
  .addCommand(list);
