import { readFileSync, writeFileSync } from "node:fs";
import type { Environment } from "@aip/environments";
import { environmentNames, readEnvironmentFile } from "@aip/environments/file.ts";
import { catalogue } from "@aip/policies/catalogue.ts";
import { noConfiguration } from "@aip/policies/configuration.ts";
import { type EvaluateOptions, evaluate } from "@aip/policies/evaluate.ts";
import { formatJson } from "@aip/policies/formats/json.ts";
import { formatJunit } from "@aip/policies/formats/junit.ts";
import { formatSarif } from "@aip/policies/formats/sarif.ts";
import { counts, type Report } from "@aip/policies/formats/summary.ts";
import { formatTable } from "@aip/policies/formats/table.ts";
import { type ReadResources, readResources } from "@aip/policies/state.ts";
import { type Arguments, readArguments } from "../arguments.ts";
import { type Command, exit, UsageError } from "../command.ts";
import { table } from "../output/table.ts";
import { policyConfiguration, ruleEnvironment } from "../plan/assess.ts";
import { catalogueMarkdown } from "../policy/catalogue-markdown.ts";

const profiles = ["development", "staging", "production"] as const;

/** By the name of `--format`. */
const formats: Readonly<Record<string, (report: Report, file: string) => string>> = {
  table: (report) => formatTable(report),
  json: (report) => formatJson(report),
  junit: (report) => formatJunit(report, catalogue()),
  sarif: (report, file) => formatSarif(report, catalogue(), file),
};

export const policy: Command = {
  usage: [
    "policy check FILE [--format table|json|junit|sarif] [--environment NAME | --profile PROFILE]",
    "policy list [--markdown FILE]",
  ],
  details: [
    "check FILE    runs all rules on the output of `pulumi stack export`, or on a plan file",
    "  --format         table (default), json (the violations of the plan file), junit or sarif",
    "  --environment X  use the policies section of environments/Pulumi.X.yaml; default: that of the plan's environment",
    `  --profile P      what the resources are for where there is no environment: ${profiles.join(", ")}; default production`,
    "list          prints every rule; --markdown writes the page of the documentation",
    "",
    "Exit codes: 0 clean; 1 a mandatory policy fails; 2 a mistake in the input.",
  ].join("\n"),
  async run(args) {
    const given = readArguments(args, {
      format: { type: "string", default: "table" },
      environment: { type: "string" },
      profile: { type: "string" },
      markdown: { type: "string" },
    });
    const [verb, file, ...rest] = given.positionals;
    if (verb === "list" && file === undefined) return list(given.text("markdown"));
    if (verb === "check" && file !== undefined && rest.length === 0) return check(file, given);
    throw new UsageError(`expected "check FILE" or "list", found "${given.positionals.join(" ")}"`);
  },
};

function list(page: string | undefined): number {
  if (page !== undefined) {
    writeFileSync(page, catalogueMarkdown(catalogue()));
    process.stdout.write(`${page}\n`);
    return exit.clean;
  }
  const rows = catalogue().map(({ name, family, severity, enforcement, title }) => [
    name,
    family,
    severity,
    enforcement,
    title,
  ]);
  const columns = ["Rule", "Family", "Severity", "Enforcement", "Invariant"].map((title) => ({ title }));
  process.stdout.write(`${table(columns, rows)}\n`);
  return exit.clean;
}

function check(file: string, given: Arguments): number {
  const name = given.text("format") ?? "table";
  const format = formats[name];
  if (!format) throw new UsageError(`--format: found ${name}; allowed: ${Object.keys(formats).join(", ")}`);
  const read = readFile(file);
  const report = evaluate(read.resources, evaluateOptions(read, given));
  process.stdout.write(`${format(report, file)}\n`);
  return counts(report).mandatory > 0 ? exit.failed : exit.clean;
}

function readFile(file: string): ReadResources {
  try {
    return readResources(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`);
  }
}

function evaluateOptions(read: ReadResources, given: Arguments): EvaluateOptions {
  const profile = given.text("profile");
  const environment = environmentOf(read, given.text("environment"));
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
  const known = profiles.find((each) => each === (profile ?? "production"));
  if (!known) throw new UsageError(`--profile: found ${profile}; allowed: ${profiles.join(", ")}`);
  const today = new Date().toISOString().slice(0, 10);
  return {
    environment: { name: read.environment, profile: known, today, scope },
    configuration: noConfiguration,
  };
}

/** A stack of another repository may have the name of an environment by chance; only a plan is taken by its name. */
function environmentOf(read: ReadResources, asked: string | undefined): Environment | undefined {
  const name = asked ?? (read.kind === "plan" ? read.environment : undefined);
  if (name === undefined) return undefined;
  if (!environmentNames().includes(name)) {
    if (asked === undefined) return undefined;
    throw new UsageError(`--environment: found ${name}; allowed: ${environmentNames().join(", ")}`);
  }
  return readEnvironmentFile(name).environment;
}
