import { Option } from "@commander-js/extra-typings";
import { environmentsArgument, textOption, textsOption } from "../arguments.ts";
import { UsageError } from "../command.ts";
import type { Grouping } from "../cost/analysis.ts";
import { defineCommand } from "./define.ts";

const groupings = ["layer", "service", "team", "resource"] as const;

function readGrouping(found: string, before: readonly Grouping[] | undefined): readonly Grouping[] {
  const grouping = /^tag:.+$/.test(found) ? (found as Grouping) : groupings.find((each) => each === found);
  if (grouping === undefined) {
    throw new UsageError(`--by: found ${found}; allowed: ${groupings.join(", ")}, tag:NAME`);
  }
  return [...(before ?? []), grouping];
}

function readGrowth(found: string): number {
  const percent = Number(found);
  if (found.trim() === "" || !Number.isFinite(percent) || percent <= -100) {
    throw new UsageError(`--growth: found ${found}; allowed: a number of percent above -100, such as 5`);
  }
  return percent / 100;
}

export const cost = defineCommand("cost", {
  summary: "Show what an environment costs, by layer, service, team or tag, and what a change would cost",
  details: [
    "Plans the environment without an account, and prices every resource with list prices on demand, 730 hours a month. " +
      "Traffic, storage and requests are assumptions: platform:usage in the environment file. What has no price is listed.",
    "",
    "Exit codes: 0 clean; 1 the budget is exceeded; 2 a mistake in the input.",
  ],
  examples: {
    "cost prod": "by layer, service and team",
    "cost prod --by tag:CostCenter --by resource": "by the tag CostCenter, and by resource",
    "cost staging --set platform:network.nat=perZone": "what if a key were another",
    "cost prod --forecast --growth 3": "the coming year, usage growing by 3 % a month",
    "cost dev staging prod": "side by side",
  },
})
  .addArgument(environmentsArgument())
  .optionsGroup("Grouping:")
  .addOption(
    new Option(
      "--by <what>",
      "group by layer, service, team (tag Owner), resource, or a tag (tag:NAME); may be given several times " +
        "(default: layer, service and team)",
    )
      .choices(groupings)
      .argParser(readGrouping),
  )
  .optionsGroup("What if:")
  .addOption(
    textsOption(
      "--set <key=value>",
      "what if a key of the environment file were another; may be given several times",
    ),
  )
  .option("--forecast", "the coming twelve months, with what a Kubernetes version past its support adds")
  .addOption(
    new Option(
      "--growth <percent>",
      "growth of what follows usage, in percent a month, for --forecast (default: 0)",
    ).argParser(readGrowth),
  )
  .optionsGroup("Files:")
  .addOption(textOption("--json <file>", "write lines, groups and totals"))
  .action(async (environments, { by, set = [], forecast = false, growth = 0, json }) => {
    const { costCommand } = await import("../cost/command.ts");
    process.exitCode = await costCommand(environments, {
      groupings: by ?? ["layer", "service", "team"],
      set,
      forecast,
      growth,
      json,
    });
  });
