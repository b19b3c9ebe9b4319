import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { environmentNames, readEnvironmentFile } from "@aip/environments";
import { type Arguments, readArguments } from "../arguments.ts";
import { type Command, exit, UsageError } from "../command.ts";
import { Progress } from "../output/progress.ts";
import { planEnvironment } from "../plan/plan.ts";
import { type Analysis, analyse, type Grouping, groupBy } from "./analysis.ts";
import { forecast } from "./forecast.ts";
import { changeTable, comparisonTable, forecastTable, groupTable, totals } from "./text.ts";
import { readSetting, withChangedEnvironment } from "./what-if.ts";

export const cost: Command = {
  usage: [
    "cost <environment> [--by layer|service|team|resource|tag:NAME]... [--forecast [--growth PERCENT]] [--json FILE]",
    "cost <environment> --set platform:KEY=VALUE... [--by …]",
    "cost <environment> <environment>... [--by …]",
  ],
  details: [
    "Plans the environment without an account, and prices every resource with list prices on demand, 730 hours a month.",
    "Traffic, storage and requests are assumptions: platform:usage in the environment file. What has no price is listed.",
    "",
    "  --by WHAT      group by layer, service, team (tag Owner), resource, or the tag NAME; may be given several times;",
    "                 default: layer, service and team",
    "  --set KEY=VAL  what if a key of the environment file were another; may be given several times",
    "  --forecast     the coming twelve months, with what a Kubernetes version past its support adds",
    "  --growth N     growth of what follows usage, in percent a month; default: 0",
    "  --json FILE    write lines, groups and totals",
    "",
    "Exit codes: 0 clean; 1 the budget is exceeded; 2 a mistake in the input.",
  ].join("\n"),
  async run(args) {
    const given = readArguments(args, {
      by: { type: "string", multiple: true },
      set: { type: "string", multiple: true },
      forecast: { type: "boolean" },
      growth: { type: "string" },
      json: { type: "string" },
      debug: { type: "boolean" },
    });
    const names = environments(given.positionals);
    const groupings = readGroupings(given);
    const settings = given.texts("set").map(readSetting);
    const growth = readGrowth(given);
    const [first = ""] = names;
    if (names.length > 1) {
      if (settings.length > 0 || given.flag("forecast")) {
        throw new UsageError("--set and --forecast are for one environment");
      }
      return compareEnvironments(names, groupings, given.text("json"));
    }
    const current = await priced(first);
    if (settings.length > 0) {
      const changed = await withChangedEnvironment(first, settings, (directory) => priced(first, directory));
      print(groupings.map((by) => changeTable(current.analysis, changed.analysis, by)));
      print([totals(changed.analysis, changed.budgetUsd)]);
      write(given.text("json"), { before: current.analysis, after: changed.analysis });
      return changed.analysis.monthlyUsd > changed.budgetUsd ? exit.failed : exit.clean;
    }
    const { analysis, budgetUsd } = current;
    print(groupings.map((by) => groupTable(analysis, by)));
    const months = given.flag("forecast")
      ? forecast(current.plan, { ...current.options, growth })
      : undefined;
    if (months) print([forecastTable(months)]);
    print([totals(analysis, budgetUsd)]);
    write(given.text("json"), {
      ...analysis,
      budgetUsd,
      groups: Object.fromEntries(groupings.map((by) => [by, groupBy(analysis.lines, by)])),
      ...(months ? { forecast: months } : {}),
    });
    return analysis.monthlyUsd > budgetUsd ? exit.failed : exit.clean;
  },
};

async function priced(name: string, directory?: string) {
  const { environment } = readEnvironmentFile(name, directory);
  const progress = new Progress();
  progress.step(`planning ${name}`);
  const plan = await planEnvironment(name, directory === undefined ? {} : { directory });
  const options = { usage: environment.usage, tags: environment.tags };
  return { plan, options, analysis: analyse(plan, options), budgetUsd: environment.budget.monthlyUsd };
}

async function compareEnvironments(
  names: readonly string[],
  groupings: readonly Grouping[],
  json: string | undefined,
): Promise<number> {
  const analyses: Analysis[] = [];
  let over = false;
  for (const name of names) {
    const { analysis, budgetUsd } = await priced(name);
    analyses.push(analysis);
    over ||= analysis.monthlyUsd > budgetUsd;
  }
  print(groupings.map((by) => comparisonTable(analyses, by)));
  write(json, analyses);
  return over ? exit.failed : exit.clean;
}

function environments(positionals: readonly string[]): readonly string[] {
  const known = environmentNames();
  if (positionals.length === 0) throw new UsageError(`expected an environment (${known.join(", ")})`);
  for (const name of positionals) {
    if (!known.includes(name)) {
      throw new UsageError(`no environment ${name}; environments/ has ${known.join(", ")}`);
    }
  }
  return positionals;
}

function readGroupings(given: Arguments): Grouping[] {
  const texts = given.texts("by");
  if (texts.length === 0) return ["layer", "service", "team"];
  return texts.map((text) => {
    if (/^(layer|service|team|resource|tag:.+)$/.test(text)) return text as Grouping;
    throw new UsageError(`--by ${text}: expected layer, service, team, resource or tag:NAME`);
  });
}

function readGrowth(given: Arguments): number {
  const text = given.text("growth") ?? "0";
  const percent = Number(text);
  if (text.trim() === "" || !Number.isFinite(percent) || percent <= -100) {
    throw new UsageError(`--growth ${text}: expected a number of percent such as 5`);
  }
  return percent / 100;
}

const print = (blocks: readonly string[]): void => {
  for (const block of blocks) process.stdout.write(`${block}\n\n`);
};

function write(path: string | undefined, content: unknown): void {
  if (path === undefined) return;
  mkdirSync(dirname(resolve(path)), { recursive: true });
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
  process.stdout.write(`Written: ${resolve(path)}\n`);
}
