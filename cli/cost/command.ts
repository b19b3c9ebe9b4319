import { resolve } from "node:path";
import { readEnvironmentFile } from "@aip/environments";
import { exit, UsageError } from "../command.ts";
import { requireWritable, writeFiles } from "../output/files.ts";
import { Progress } from "../output/progress.ts";
import { planEnvironment } from "../plan/plan.ts";
import { podPrices } from "../report/placement.ts";
import { type Analysis, analyse, type Grouping, groupBy } from "./analysis.ts";
import { forecast } from "./forecast.ts";
import { changeTable, comparisonTable, forecastTable, groupTable, totals } from "./text.ts";
import { readSetting, type Setting, withChangedEnvironment } from "./what-if.ts";

export interface CostCommandOptions {
  readonly groupings: readonly Grouping[];
  /** Settings to try, each as `key=value`. */
  readonly set: readonly string[];
  /** Whether the coming twelve months are shown. */
  readonly forecast: boolean;
  /** Growth of what follows usage, as a part a month: 0.05 is 5 %. */
  readonly growth: number;
  /** Where the figures are written. Default: nowhere. */
  readonly json: string | undefined;
}

/** `aip cost`, of one environment or of several side by side. @returns the exit code. */
export async function costCommand(
  [first = "", ...others]: readonly string[],
  options: CostCommandOptions,
): Promise<number> {
  const { groupings, json } = options;
  const settings = options.set.map(readSetting);
  if (others.length > 0 && (settings.length > 0 || options.forecast)) {
    throw new UsageError("--set and --forecast are for one environment");
  }
  requireWritable({ "--json": json });
  if (others.length > 0) return compareEnvironments([first, ...others], groupings, json);
  if (settings.length > 0) return tryChange(first, settings, groupings, json);
  const { plan, analysis, budgetUsd, options: basis } = await priced(first);
  print([...groupings.map((by) => groupTable(analysis, by)), podPrices(plan)].filter((text) => text !== ""));
  const months = options.forecast ? forecast(plan, { ...basis, growth: options.growth }) : undefined;
  if (months) print([forecastTable(months)]);
  print([totals(analysis, budgetUsd)]);
  await write(json, {
    ...analysis,
    budgetUsd,
    groups: Object.fromEntries(groupings.map((by) => [by, groupBy(analysis.lines, by)])),
    ...(months ? { forecast: months } : {}),
  });
  return analysis.monthlyUsd > budgetUsd ? exit.failed : exit.clean;
}

/** What an environment would cost if keys of its file were others. */
async function tryChange(
  name: string,
  settings: readonly Setting[],
  groupings: readonly Grouping[],
  json: string | undefined,
): Promise<number> {
  // Its own mistakes are the file's; those of the changed one come from the settings.
  readEnvironmentFile(name);
  return withChangedEnvironment(name, settings, async (directory) => {
    const current = await priced(name);
    const { analysis, budgetUsd } = await priced(name, directory);
    print(groupings.map((by) => changeTable(current.analysis, analysis, by)));
    print([totals(analysis, budgetUsd)]);
    await write(json, { before: current.analysis, after: analysis });
    return analysis.monthlyUsd > budgetUsd ? exit.failed : exit.clean;
  });
}

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
  await write(json, analyses);
  return over ? exit.failed : exit.clean;
}

const print = (blocks: readonly string[]): void => {
  for (const block of blocks) process.stdout.write(`${block}\n\n`);
};

async function write(path: string | undefined, content: unknown): Promise<void> {
  if (path === undefined) return;
  await writeFiles([{ path, content: `${JSON.stringify(content, null, 2)}\n` }]);
  process.stdout.write(`Written: ${resolve(path)}\n`);
}
