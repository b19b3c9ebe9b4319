import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type ChartLock, chartLock } from "@aip/facts/charts/lock.ts";
import { type ChartName, charts } from "@aip/facts/charts.ts";
import { findHelm } from "@aip/sandbox/charts/helm.ts";
import { chartsFolder, findChart } from "@aip/sandbox/charts/source.ts";
import { exit, UsageError } from "../command.ts";
import { writeFiles } from "../output/files.ts";
import { Progress } from "../output/progress.ts";
import { table } from "../output/table.ts";
import { fetchCharts } from "./fetch.ts";
import { pullArguments } from "./pull.ts";

const lockFile = fileURLToPath(new URL("../../facts/charts/lock.json", import.meta.url));

const getHelm = "helm is not on PATH (https://helm.sh/docs/intro/install/)";

/**
 * `aip charts fetch`.
 *
 * @param names Charts of the table. Default: all.
 * @param mirror Where they come from instead of their own repositories.
 * @returns the exit code.
 */
export async function fetchCommand(names: readonly ChartName[], mirror: string | undefined): Promise<number> {
  const helm = findHelm();
  if (helm === undefined) throw new UsageError(getHelm);
  const progress = new Progress();
  const chosen = (names.length === 0 ? (Object.keys(charts) as ChartName[]) : names).map(
    (name) => charts[name],
  );
  const { lock, missing } = await fetchCharts(chosen, {
    helm: helm.path,
    mirror,
    lock: chartLock,
    onChart: ({ chart, version }, from) => progress.step(`${chart} ${version} from its ${from}`),
  });
  const added = Object.keys(lock).filter((name) => lock[name]?.digest !== chartLock[name]?.digest);
  if (added.length > 0) await writeLock(lock);
  process.stdout.write(`${chosen.length - missing.length} of ${chosen.length} charts are in the cache\n`);
  if (added.length > 0) {
    process.stdout.write(
      `Locked for the first time (facts/charts/lock.json, to be committed): ${added.join(", ")}\n`,
    );
  }
  if (missing.length === 0) return exit.clean;
  process.stdout.write(`Charts that could not be had:\n${missing.map((line) => `  - ${line}`).join("\n")}\n`);
  return exit.failed;
}

async function writeLock(lock: ChartLock): Promise<void> {
  const { about } = JSON.parse(readFileSync(lockFile, "utf8")) as { about: string };
  const sorted = Object.fromEntries(
    Object.entries(lock).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
  await writeFiles([{ path: lockFile, content: `${JSON.stringify({ about, charts: sorted }, null, 2)}\n` }]);
}

/** `aip charts list`. @returns the exit code. */
export function listCommand(): number {
  const helm = findHelm();
  const rows = Object.values(charts).map((chart) => {
    const source = findChart({ name: chart.chart, version: chart.version });
    const found =
      typeof source === "string" ? `${source}, or \`helm ${pullArguments(chart).join(" ")}\`` : source.path;
    return [chart.chart, chart.version, lockedText(chart.chart, chart.version), found];
  });
  const columns = [{ title: "Chart" }, { title: "Version" }, { title: "Digest" }, { title: "Where it is" }];
  const empty = Object.keys(chartLock).length === 0;
  process.stdout.write(
    [
      table(columns, rows),
      "",
      helm === undefined ? `${getHelm}: charts stay closed` : `Helm ${helm.version}: ${helm.path}`,
      ...(chartsFolder() === undefined
        ? []
        : ["AIP_CHARTS names a folder, whose charts are not held to the lock"]),
      ...(empty ? ["The lock of digests is empty: no chart was fetched from its repository yet"] : []),
      "",
    ].join("\n"),
  );
  return exit.clean;
}

const lockedText = (chart: string, version: string): string =>
  chartLock[chart]?.version === version ? "locked" : "not locked yet";
