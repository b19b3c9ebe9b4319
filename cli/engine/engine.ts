import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Signal } from "../signals.ts";
import { type Changes, EngineLog, type PolicyFinding } from "./events.ts";
import { pulumi } from "./process.ts";
import type { EngineProject } from "./projects.ts";
import type { Sandbox } from "./sandbox.ts";

export type Operation = "up" | "preview" | "destroy";

export interface LayerRun {
  readonly project: string;
  readonly changes: Changes;
  readonly seconds: number;
  /** Empty when it succeeded. */
  readonly errors: readonly string[];
  readonly mandatoryViolations: readonly PolicyFinding[];
  readonly advisories: readonly PolicyFinding[];
}

/** The real Pulumi engine, run as a child process for one layer at a time. */
export class Engine {
  readonly #sandbox: Sandbox;
  readonly #policyPack: string | undefined;
  #interrupted: Signal | undefined;

  /** @param policyPack The folder of the policy pack that checks every change; none where it is not given. */
  constructor(sandbox: Sandbox, policyPack?: string) {
    this.#sandbox = sandbox;
    this.#policyPack = policyPack;
  }

  /** The first signal that came while the engine ran: nothing more is to be begun then. */
  get interrupted(): Signal | undefined {
    return this.#interrupted;
  }

  /** Carries out one operation on one layer. The committed environment file is not written to. */
  async run(operation: Operation, project: EngineProject): Promise<LayerRun> {
    const start = performance.now();
    const log = new EngineLog();
    const failed = await this.ensureStack(project);
    if (failed !== undefined) return toRun(project, log, start, [failed]);
    const result = await this.#pulumi(project, [operation, ...this.#arguments(operation), "--json"], (line) =>
      log.read(line),
    );
    const silent = result.code !== 0 && log.errors.length + log.mandatoryViolations.length === 0;
    return toRun(project, log, start, silent ? [result.errors || `pulumi ended with ${result.code}`] : []);
  }

  /** Makes the layer's stack where it does not exist yet, so that the file backend knows it. Returns what went wrong. */
  async ensureStack(project: EngineProject): Promise<string | undefined> {
    if (existsSync(this.#sandbox.stackFile(project))) return undefined;
    // `stack init` writes to the configuration that `Pulumi.yaml` names: here it names the copy.
    const folder = join(this.#sandbox.directory, "projects", project.name);
    mkdirSync(folder, { recursive: true });
    const settings = { name: project.name, runtime: "nodejs", stackConfigDir: "../../config" };
    writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(settings));
    const { code, errors } = await this.#pulumi({ name: project.name, folder }, [
      "stack",
      "init",
      this.#sandbox.environment,
      "--no-select",
    ]);
    return code === 0 ? undefined : errors;
  }

  /** Takes the protection off every resource of the layer. Returns what went wrong. */
  async unprotect(project: EngineProject): Promise<string | undefined> {
    const stack = this.#sandbox.environment;
    const { code, errors } = await this.#pulumi(project, [
      "state",
      "unprotect",
      "--all",
      "--yes",
      "-s",
      stack,
    ]);
    return code === 0 ? undefined : errors;
  }

  #arguments(operation: Operation): string[] {
    const policies =
      this.#policyPack !== undefined && operation !== "destroy" ? ["--policy-pack", this.#policyPack] : [];
    return operation === "preview" ? policies : ["--yes", "--skip-preview", ...policies];
  }

  async #pulumi(project: EngineProject, args: readonly string[], onLine?: (line: string) => void) {
    const named = ["up", "preview", "destroy"].includes(args[0] ?? "");
    const result = await pulumi(
      named ? [...args, "-s", this.#sandbox.environment] : args,
      { folder: project.folder, variables: this.#sandbox.processEnvironment() },
      onLine,
    );
    this.#interrupted ??= result.interrupted;
    return result;
  }
}

const toRun = (
  project: EngineProject,
  log: EngineLog,
  start: number,
  errors: readonly string[],
): LayerRun => ({
  project: project.name,
  changes: log.changes,
  seconds: (performance.now() - start) / 1000,
  errors: [...log.errors, ...errors],
  mandatoryViolations: log.mandatoryViolations,
  advisories: log.advisories,
});
