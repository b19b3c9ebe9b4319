import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readEnvironmentFile } from "@aip/environments";
import { exit, UsageError } from "../command.ts";
import { basePlan } from "../compare/base.ts";
import { compare } from "../compare/compare.ts";
import { markdown } from "../compare/markdown.ts";
import { comparisonText } from "../compare/text.ts";
import { analyse, type Grouping, groupBy } from "../cost/analysis.ts";
import { type OutputFile, requireWritable, writeFiles } from "../output/files.ts";
import { Progress } from "../output/progress.ts";
import type { Bar } from "../report/bars.ts";
import { html, type PriceGroups } from "../report/html.ts";
import { failures, overBudget, summary } from "../report/summary.ts";
import type { Plan } from "./file.ts";
import { planEnvironment } from "./plan.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

export interface PlanCommandOptions {
  /** Where the plan file is written. Default: nowhere. */
  readonly json: string | undefined;
  /** Where the report is written. Default: `.aip/plan/<environment>.html`. */
  readonly html: string | undefined;
  /** A plan file or a git revision to compare with. Default: nothing is compared. */
  readonly against: string | undefined;
  /** Where the comparison is written. Default: nowhere. */
  readonly markdown: string | undefined;
}

/** `aip plan`. @returns the exit code. */
export async function planCommand(name: string, options: PlanCommandOptions): Promise<number> {
  const { against } = options;
  if (options.markdown !== undefined && against === undefined) {
    throw new UsageError("--markdown writes a comparison; say with --against what to compare with");
  }
  const page = options.html ?? join(repository, ".aip", "plan", `${name}.html`);
  requireWritable({ "--json": options.json, "--html": page, "--markdown": options.markdown });
  const base = against === undefined ? undefined : basePlan(against, name);
  const progress = new Progress();
  // Both are planned at once. A base that fails is reported when it is awaited; one that still runs is let to clean up.
  const settled = Promise.allSettled([base]);
  const result = await planEnvironment(name, {
    base,
    onLayer: (layer, seconds) =>
      progress.step(`${layer.name.padEnd(14)} ${layer.resources.length} resources, ${seconds.toFixed(2)} s`),
  }).finally(() => settled);
  const comparison = base && compare(await base, result);
  const files: OutputFile[] = [{ path: page, content: html(result, priceGroups(result)) }];
  if (options.json !== undefined) {
    files.push({ path: options.json, content: `${JSON.stringify(result, null, 2)}\n` });
  }
  if (comparison && options.markdown !== undefined) {
    files.push({ path: options.markdown, content: markdown(comparison, result) });
  }
  await writeFiles(files);
  process.stdout.write(`${summary(result)}\n\n`);
  if (comparison) process.stdout.write(`${comparisonText(comparison, result)}\n\n`);
  if (options.json !== undefined) process.stdout.write(`Plan file: ${resolve(options.json)}\n`);
  process.stdout.write(`Report: ${resolve(page)}\n`);
  return failures(result).length > 0 || overBudget(result) ? exit.failed : exit.clean;
}

function priceGroups(result: Plan): PriceGroups {
  const { usage, tags } = readEnvironmentFile(result.environment).environment;
  const { lines } = analyse(result, { usage, tags });
  const barsBy = (grouping: Grouping): Bar[] =>
    groupBy(lines, grouping).map(({ key, monthlyUsd, maximumUsd }) => ({
      label: key,
      amount: monthlyUsd,
      maximum: maximumUsd,
    }));
  return { layer: barsBy("layer"), service: barsBy("service"), team: barsBy("team") };
}
