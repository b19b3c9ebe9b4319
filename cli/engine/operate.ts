import { createInterface } from "node:readline/promises";
import { exit, UsageError } from "../command.ts";
import { paint } from "../output/palette.ts";
import { table } from "../output/table.ts";
import { Interrupted, signalCode } from "../signals.ts";
import { Engine, type LayerRun, type Operation } from "./engine.ts";
import { findingLines } from "./events.ts";
import { policyPack } from "./policy-pack.ts";
import { chosenProjects, type EngineProject, upstreamOf } from "./projects.ts";
import { Sandbox } from "./sandbox.ts";

export interface OperateOptions {
  /** Layers to work on. Default: all, and the catalogue. */
  readonly layers?: readonly string[] | undefined;
  /** Whether the simulated cloud is used. There is no other way yet. */
  readonly sandbox: boolean;
  /** Whether to go on without asking. Default: ask on a terminal, refuse elsewhere. */
  readonly yes?: boolean;
  /** Where the sandbox keeps its state. Default: `.aip/sandbox/<environment>`. */
  readonly directory?: string | undefined;
  /** Gets what is going on. Default: progress on the error stream, results on the output. */
  readonly report?: Report;
}

export interface Report {
  readonly progress: (line: string) => void;
  readonly result: (text: string) => void;
}

const streams: Report = {
  progress: (line) => process.stderr.write(`${line}\n`),
  result: (text) => process.stdout.write(`${text}\n`),
};

export interface Operated {
  readonly code: number;
  readonly runs: readonly LayerRun[];
}

/** Brings the layers of an environment up, in order, on the real Pulumi engine. */
export const up = (environment: string, options: OperateOptions): Promise<Operated> =>
  operate("up", environment, options);

/** Shows what `up` would change. A layer that reads one that was never brought up is passed over, and named. */
export const preview = (environment: string, options: OperateOptions): Promise<Operated> =>
  operate("preview", environment, options);

/** Deletes everything the layers created, in reverse order. */
export const destroy = (environment: string, options: OperateOptions): Promise<Operated> =>
  operate("destroy", environment, options);

async function operate(
  operation: Operation,
  environment: string,
  options: OperateOptions,
): Promise<Operated> {
  refuseWithoutSandbox(operation, options.sandbox);
  const sandbox = new Sandbox(environment, { directory: options.directory });
  const projects = chosenProjects(options.layers ?? []);
  if (operation !== "preview")
    await confirm(`${operation} ${environment} in the sandbox`, options.yes === true);
  sandbox.prepare();
  const report = options.report ?? streams;
  const engine = new Engine(sandbox, operation === "destroy" ? undefined : await policyPack(report.progress));
  const runs: LayerRun[] = [];
  const ordered = operation === "destroy" ? projects.toReversed() : projects;
  const waiting: string[] = [];
  for (const project of ordered) {
    const missing =
      operation === "preview"
        ? upstreamOf(project.name).find((name) => sandbox.resources({ name }).length === 0)
        : undefined;
    if (missing !== undefined) {
      waiting.push(project.name);
      report.progress(`${project.name} cannot be previewed: it reads ${missing}, which was never brought up`);
      continue;
    }
    if (operation === "destroy") await unprotect(engine, sandbox, project, report);
    if (engine.interrupted) break;
    report.progress(`${operation} ${project.name}`);
    const before = sandbox.resources(project);
    const run = await engine.run(operation, project);
    if (operation === "destroy" && run.errors.length === 0) sandbox.deleteFollowers(before);
    runs.push(run);
    for (const text of outcome(run)) report.progress(`  ${text}`);
    if (engine.interrupted || run.errors.length + run.mandatoryViolations.length > 0) break;
  }
  report.result(layerTable(runs));
  if (operation === "destroy") {
    report.result(`Resources left in the simulated cloud: ${sandbox.leftInCloud}`);
  }
  const reached = new Set([...waiting, ...runs.map((run) => run.project)]);
  const left = ordered.map(({ name }) => name).filter((name) => !reached.has(name));
  if (left.length > 0) report.result(`Not reached: ${left.join(", ")}`);
  return { code: engine.interrupted ? signalCode(engine.interrupted) : codeOf(runs), runs };
}

/** What there is to say of a layer besides its changes. */
const outcome = (run: LayerRun): readonly string[] => [
  ...findingLines(run.advisories).map((line) => `${paint("warning", "advisory", process.stderr)}  ${line}`),
  ...findingLines(run.mandatoryViolations).map(
    (line) => `${paint("bad", "mandatory", process.stderr)}  ${line}`,
  ),
  ...run.errors.map(
    (error) => `${paint("bad", "error", process.stderr)}  ${error.replaceAll("\n", "\n    ")}`,
  ),
];

/** Protection guards what is real; nothing in the sandbox is. */
async function unprotect(
  engine: Engine,
  sandbox: Sandbox,
  project: EngineProject,
  report: Report,
): Promise<void> {
  const guarded = sandbox.resources(project).filter((resource) => resource.protect === true).length;
  if (guarded === 0) return;
  const problem = await engine.unprotect(project);
  if (engine.interrupted) return;
  if (problem !== undefined) throw new Error(problem);
  report.progress(`${project.name}: took the protection off ${guarded} resources, in the sandbox only`);
}

/** The message of all commands that do not work against AWS yet. */
export function refuseWithoutSandbox(command: string, sandbox: boolean): void {
  if (sandbox) return;
  throw new UsageError(
    `aip ${command} works with --sandbox only. To run against AWS, use \`pulumi ${command === "env" ? "up" : command} ` +
      "-s <environment>` in stacks/<layer>, layer by layer, for now.",
  );
}

async function confirm(question: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY) throw new UsageError("nobody to ask: pass --yes to go on");
  const answer = await ask(`${question}? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError("stopped; nothing was changed");
}

/** One line from the terminal; an empty one where it is closed instead. */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string>((resolve, reject) => {
      terminal.once("SIGINT", () => reject(new Interrupted("SIGINT", "stopped; nothing was changed")));
      terminal.once("close", () => resolve(""));
      terminal.question(question).then(resolve, () => resolve(""));
    });
  } finally {
    terminal.close();
  }
}

function layerTable(runs: readonly LayerRun[]): string {
  const counted = ["created", "updated", "replaced", "deleted", "unchanged"] as const;
  const right = (title: string) => ({ title, align: "right" as const });
  return table(
    [{ title: "layer" }, ...counted.map(right), right("seconds")],
    runs.map((run) => [
      run.project,
      ...counted.map((key) => String(run.changes[key])),
      run.seconds.toFixed(1),
    ]),
  );
}

function codeOf(runs: readonly LayerRun[]): number {
  if (runs.some((run) => run.errors.length > 0 && run.mandatoryViolations.length === 0)) return exit.invalid;
  return runs.some((run) => run.mandatoryViolations.length > 0) ? exit.failed : exit.clean;
}
