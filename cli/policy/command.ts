import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Environment } from "@aip/environments";
import { readEnvironmentFile } from "@aip/environments/file.ts";
import { environmentNames } from "@aip/environments/names.ts";
import { chartWaivers } from "@aip/policies/chart-waivers.ts";
import { noConfiguration } from "@aip/policies/configuration.ts";
import { type EvaluateOptions, evaluate } from "@aip/policies/evaluate.ts";
import { formatJson } from "@aip/policies/formats/json.ts";
import { formatJunit } from "@aip/policies/formats/junit.ts";
import { formatSarif } from "@aip/policies/formats/sarif.ts";
import { counts, type Report } from "@aip/policies/formats/summary.ts";
import { formatTable } from "@aip/policies/formats/table.ts";
import { ruleList } from "@aip/policies/rule-list.ts";
import { type ReadResources, readResources } from "@aip/policies/state.ts";
import { exit, UsageError } from "../command.ts";
import { requireWritable, writeFiles } from "../output/files.ts";
import { table } from "../output/table.ts";
import { policyConfiguration, ruleEnvironment } from "../plan/assess.ts";
import type { Format, Profile } from "./choices.ts";
import { ruleListMarkdown } from "./rule-list-markdown.ts";

const writers: Readonly<Record<Format, (report: Report, file: string) => string>> = {
  table: (report) => formatTable(report),
  json: (report) => formatJson(report),
  junit: (report) => formatJunit(report, ruleList()),
  sarif: (report, file) => formatSarif(report, ruleList(), file),
};

export interface CheckOptions {
  /** How findings are written. */
  readonly format: Format;
  /** The environment whose policies section is used. Default: that of a plan. */
  readonly environment: string | undefined;
  /** What the resources are for where there is no environment. Default: production. */
  readonly profile: Profile | undefined;
}

/** `aip policy check`: all rules on a state or a plan file. @returns the exit code. */
export function checkCommand(file: string, options: CheckOptions): number {
  const read = readFile(file);
  const report = evaluate(read.resources, evaluateOptions(read, options));
  process.stdout.write(`${writers[options.format](report, file)}\n`);
  return counts(report).mandatory > 0 ? exit.failed : exit.clean;
}

/** `aip policy list`: every rule and every waiver of a chart, as tables or as the page of the documentation. @returns the exit code. */
export async function listCommand(page: string | undefined): Promise<number> {
  if (page !== undefined) {
    requireWritable({ "--markdown": page });
    await writeFiles([{ path: page, content: ruleListMarkdown(ruleList(), chartWaivers) }]);
    process.stdout.write(`Written: ${resolve(page)}\n`);
    return exit.clean;
  }
  const rows = ruleList().map(({ name, family, severity, enforcement, title }) => [
    name,
    family,
    severity,
    enforcement,
    title,
  ]);
  const columns = ["Rule", "Family", "Severity", "Enforcement", "Invariant"].map((title) => ({ title }));
  const waived = chartWaivers.map(({ chart = "", resource, rule, expires, reason }) => [
    chart,
    resource,
    rule,
    expires,
    reason,
  ]);
  const waiverColumns = ["Chart", "Objects", "Waived", "Until", "Reason"].map((title) => ({ title }));
  process.stdout.write(`${table(columns, rows)}\n\n${table(waiverColumns, waived)}\n`);
  return exit.clean;
}

function readFile(file: string): ReadResources {
  try {
    return readResources(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`);
  }
}

function evaluateOptions(
  read: ReadResources,
  { profile, environment: asked }: CheckOptions,
): EvaluateOptions {
  const environment = environmentOf(read, asked);
  if (environment && profile !== undefined) {
    throw new UsageError("--profile is for files of no environment; the environment file says the profile");
  }
  const scope = read.kind === "plan" ? "environment" : "stack";
  if (environment) {
    return {
      environment: { ...ruleEnvironment(environment), scope },
      configuration: policyConfiguration(environment),
    };
  }
  const today = new Date().toISOString().slice(0, 10);
  return {
    environment: { name: read.environment, profile: profile ?? "production", today, scope },
    configuration: noConfiguration,
  };
}

/** A stack of another repository may have the name of an environment by chance; only a plan is taken by its name. */
function environmentOf(read: ReadResources, asked: string | undefined): Environment | undefined {
  const name = asked ?? (read.kind === "plan" ? read.environment : undefined);
  if (name === undefined || !environmentNames().includes(name)) return undefined;
  return readEnvironmentFile(name).environment;
}
