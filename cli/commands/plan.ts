import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readEnvironmentFile } from "@aip/environments";
import { oneEnvironment, readArguments } from "../arguments.ts";
import { type Command, exit, UsageError } from "../command.ts";
import { basePlan } from "../compare/base.ts";
import { compare } from "../compare/compare.ts";
import { markdown } from "../compare/markdown.ts";
import { analyse, type Grouping, groupBy } from "../cost/analysis.ts";
import { Progress } from "../output/progress.ts";
import type { Plan } from "../plan/file.ts";
import { planEnvironment } from "../plan/plan.ts";
import type { Bar } from "../report/bars.ts";
import { html, type PriceGroups } from "../report/html.ts";
import { failures, overBudget, summary } from "../report/summary.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

export const plan: Command = {
  usage: [
    "plan <environment> [--json FILE] [--html FILE] [--against <git ref | plan file>] [--markdown FILE]",
  ],
  details: [
    "Runs the program of every layer against a simulated cloud: no account, no Pulumi CLI, no network.",
    "",
    "  --json FILE   write the plan file (version 1)",
    "  --html FILE   write the report as one page; default .aip/plan/<environment>.html",
    "  --against X   compare with the plan file X, or with the environment as it is at the git revision X",
    "  --markdown FILE  write the comparison for a pull request; needs --against",
    "  --debug       keep stack traces (slower)",
    "",
    "Exit codes: 0 clean; 1 a mandatory policy fails or the budget is exceeded; 2 a mistake in the input.",
    "Nothing is written on 2.",
  ].join("\n"),
  async run(args) {
    const given = readArguments(args, {
      json: { type: "string" },
      html: { type: "string" },
      against: { type: "string" },
      markdown: { type: "string" },
    });
    const name = oneEnvironment(given.positionals);
    const against = given.text("against");
    const notes = given.text("markdown");
    if (notes !== undefined && against === undefined) {
      throw new UsageError("--markdown writes a comparison; say with --against what to compare with");
    }
    const base = against === undefined ? undefined : basePlan(against, name);
    const progress = new Progress();
    // Both are planned at once. A base that fails is told when it is awaited; one that still runs is let to clean up.
    const settled = Promise.allSettled([base]);
    const result = await planEnvironment(name, {
      base,
      onLayer: (layer, seconds) =>
        progress.step(
          `${layer.name.padEnd(14)} ${layer.resources.length} resources, ${seconds.toFixed(2)} s`,
        ),
    }).finally(() => settled);
    const json = given.text("json");
    if (json !== undefined) write(json, `${JSON.stringify(result, null, 2)}\n`);
    const page = given.text("html") ?? join(repository, ".aip", "plan", `${name}.html`);
    write(page, html(result, priceGroups(result)));
    process.stdout.write(`${summary(result)}\n\n`);
    if (base !== undefined) {
      const text = markdown(compare(await base, result), result);
      process.stdout.write(`${text}\n`);
      if (notes !== undefined) write(notes, text);
    }
    if (json !== undefined) process.stdout.write(`Plan file: ${resolve(json)}\n`);
    process.stdout.write(`Report: ${resolve(page)}\n`);
    return failures(result).length > 0 || overBudget(result) ? exit.failed : exit.clean;
  },
};

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

function write(path: string, content: string): void {
  mkdirSync(dirname(resolve(path)), { recursive: true });
  writeFileSync(path, content);
}
