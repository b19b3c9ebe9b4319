import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../core/cloud.ts";
import type { Properties } from "../core/properties.ts";
import { expansions } from "./eks.ts";
import { type ChartsSeen, PlanMonitor, type RegisteredResource, type StackOutputs } from "./monitor.ts";

export interface ProgramRun {
  readonly project: string;
  readonly stack: string;
  /** The organization stack references are made of; `organization` on a file backend. */
  readonly organization?: string;
  /** The stack's configuration, as the engine would hand it over: full keys, values as text or JSON. */
  readonly config: Readonly<Record<string, string>>;
  readonly program: () => Promise<Record<string, unknown>>;
  readonly cloud: Cloud;
  readonly stacks: StackOutputs;
}

export interface ProgramResult {
  readonly resources: readonly RegisteredResource[];
  readonly outputs: Properties;
  readonly secrets: readonly string[];
  readonly charts: ChartsSeen;
}

/** A program that cannot be carried out: everything the cloud refused and everything that was thrown, at once. */
export class ProgramFailed extends Error {
  readonly errors: readonly Error[];

  constructor(project: string, stack: string, errors: readonly Error[]) {
    super(
      `Layer ${project} of ${stack} cannot be brought up:\n${errors.map((error) => error.message).join("\n")}`,
    );
    this.name = "ProgramFailed";
    this.errors = errors;
  }
}

/**
 * Runs a Pulumi program against the simulated cloud, in this process and with no engine. Programs run one after the
 * other: the SDK keeps its settings in the process (https://github.com/pulumi/pulumi/issues/5449).
 */
export async function runProgram(run: ProgramRun): Promise<ProgramResult> {
  const monitor = new PlanMonitor(run.cloud, run.stacks, expansions);
  await pulumi.runtime.setMocks(
    { newResource: () => ({ id: "", state: {} }), call: () => ({}) },
    run.project,
    run.stack,
    false,
    run.organization ?? "organization",
  );
  pulumi.runtime.setMockOptions(monitor, run.project, run.stack, false, run.organization ?? "organization");
  pulumi.runtime.setAllConfig({ ...run.config });
  const outputs: Properties = {};
  const secrets: string[] = [];
  const escaped: Error[] = [];
  // A component that throws inside `apply` rejects a promise nobody awaits; it belongs to this run, not to the process.
  const collect = (error: unknown) => escaped.push(error instanceof Error ? error : new Error(String(error)));
  process.on("unhandledRejection", collect);
  try {
    await pulumi.runtime.runInPulumiStack(async () => {
      const published = await run.program();
      for (const [key, value] of Object.entries(published)) {
        const output = pulumi.output(value);
        outputs[key] = await (output as unknown as { promise(): Promise<unknown> }).promise();
        if (await pulumi.isSecret(output)) secrets.push(key);
      }
      return published;
    });
    await pulumi.runtime.disconnect();
  } catch (error) {
    collect(error);
  } finally {
    // Rejections are reported a turn of the event loop after they happen.
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", collect);
  }
  const errors = [...new Set([...monitor.errors, ...escaped])];
  if (errors.length > 0) throw new ProgramFailed(run.project, run.stack, errors);
  return { resources: [...monitor.registered.values()], outputs, secrets, charts: monitor.charts };
}
