import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ChartFact } from "@aip/facts/charts.ts";

/** What has to be known of a chart to fetch it. */
export type ChartSourceFact = Pick<ChartFact, "chart" | "version" | "repository">;

/** The arguments by which Helm pulls a chart from its repository, or from a mirror of all of them. */
export function pullArguments({ chart, version, repository }: ChartSourceFact, mirror?: string): string[] {
  const from = mirror ?? repository;
  const source = from.startsWith("oci://") ? [`${from}/${chart}`] : [chart, "--repo", from];
  return ["pull", ...source, "--version", version];
}

/**
 * Pulls the archive of a chart into a folder, which must be empty.
 *
 * @returns the path of the archive.
 * @throws Error with what Helm says.
 */
export async function pull(
  helm: string,
  chart: ChartSourceFact,
  folder: string,
  mirror?: string,
): Promise<string> {
  try {
    await promisify(execFile)(helm, [...pullArguments(chart, mirror), "--destination", folder]);
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(stderr?.trim() || message);
  }
  const [archive] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  if (archive === undefined) throw new Error("helm pulled no archive");
  return join(folder, archive);
}
