import { conformanceSheet } from "@aip/proof/conformance/sheet.ts";
import { clusterIn } from "@aip/proof/placement/shared-cluster.ts";
import { exit } from "../command.ts";
import { requireWritable, writeFiles } from "../output/files.ts";
import { Progress } from "../output/progress.ts";
import { plannedWorld } from "../plan/world.ts";
import { productSheet, sheetMarkdown } from "./sheets.ts";

export interface ConformanceCommandOptions {
  /** Where the product sheet is written. Default: nowhere. */
  readonly yaml: string | undefined;
  /** Where the page is written. Default: nowhere. */
  readonly markdown: string | undefined;
}

/** `aip conformance`. @returns the exit code. */
export async function conformanceCommand(
  name: string,
  { yaml, markdown }: ConformanceCommandOptions,
): Promise<number> {
  requireWritable({ "--yaml": yaml, "--markdown": markdown });
  const progress = new Progress();
  const world = await plannedWorld(name, (layer, seconds) =>
    progress.step(`${layer.name.padEnd(14)} ${seconds.toFixed(2)} s`),
  );
  const version = world.environment.cluster.kubernetesVersion;
  const rows = conformanceSheet(clusterIn(world), version);
  const page = sheetMarkdown(name, version, rows);
  await writeFiles([
    ...(yaml === undefined ? [] : [{ path: yaml, content: productSheet(name, version, rows) }]),
    ...(markdown === undefined ? [] : [{ path: markdown, content: page }]),
  ]);
  process.stdout.write(page);
  return exit.clean;
}
