import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ChartLock } from "@aip/facts/charts/lock.ts";
import { archiveDigest, archivePath } from "@aip/sandbox/charts/source.ts";
import { UsageError } from "../command.ts";
import { withTemporaryFolder } from "../temporary.ts";
import { type ChartSourceFact, pull } from "./pull.ts";

export interface FetchOptions {
  /** Path of Helm. */
  readonly helm: string;
  /** A registry (`oci://…`) or repository with all the charts. Default: each chart's own. */
  readonly mirror?: string | undefined;
  readonly lock: ChartLock;
  /** Called when a chart is there. */
  readonly onChart?: (chart: ChartSourceFact, from: "cache" | "repository") => void;
}

export interface FetchResult {
  /** The lock with the digests of charts that it did not have. */
  readonly lock: ChartLock;
  /** Charts that could not be had, each with the reason. */
  readonly missing: readonly string[];
}

interface Pulled {
  readonly chart: ChartSourceFact;
  readonly archive: string;
  readonly digest: string;
}

const atOnce = 4;

/**
 * Brings charts into the cache. One that is there, with the digest of the lock, is not pulled again.
 *
 * @throws UsageError where an archive is another than the lock has. Nothing is kept of any chart then.
 */
export async function fetchCharts(
  charts: readonly ChartSourceFact[],
  options: FetchOptions,
): Promise<FetchResult> {
  return withTemporaryFolder("aip-charts-", async (folder) => {
    const pulled: Pulled[] = [];
    const missing: string[] = [];
    const waiting = charts.filter((chart) => {
      const here = isCached(chart, options.lock);
      if (here) options.onChart?.(chart, "cache");
      return !here;
    });
    const worker = async () => {
      for (let chart = waiting.shift(); chart !== undefined; chart = waiting.shift()) {
        try {
          const archive = await pull(options.helm, chart, mkdtempSync(join(folder, "pull-")), options.mirror);
          pulled.push({ chart, archive, digest: archiveDigest(archive) });
          options.onChart?.(chart, "repository");
        } catch (error) {
          missing.push(`${chart.chart} ${chart.version}: ${(error as Error).message}`);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    refuseChanged(pulled, options.lock);
    for (const { chart, archive } of pulled) keep(archive, cachedAt(chart));
    const locked = pulled.map(
      ({ chart, digest }) => [chart.chart, { version: chart.version, digest }] as const,
    );
    return { lock: { ...options.lock, ...Object.fromEntries(locked) }, missing: missing.sort() };
  });
}

/** The digest that the lock has for this version of a chart. */
const lockedDigest = ({ chart, version }: ChartSourceFact, lock: ChartLock): string | undefined =>
  lock[chart]?.version === version ? lock[chart].digest : undefined;

const cachedAt = ({ chart, version }: ChartSourceFact): string => archivePath({ name: chart, version });

function isCached(chart: ChartSourceFact, lock: ChartLock): boolean {
  const path = cachedAt(chart);
  return existsSync(path) && archiveDigest(path) === lockedDigest(chart, lock);
}

function refuseChanged(pulled: readonly Pulled[], lock: ChartLock): void {
  const changed = pulled.filter(({ chart, digest }) => (lockedDigest(chart, lock) ?? digest) !== digest);
  if (changed.length === 0) return;
  const lines = changed.map(
    ({ chart, digest }) =>
      `  - ${chart.chart} ${chart.version}: found ${digest}; allowed: ${lockedDigest(chart, lock)}`,
  );
  throw new UsageError(
    "archives of charts are not those that were fetched first (facts/charts/lock.json); nothing is kept:\n" +
      `${lines.join("\n")}\nA released version does not change by itself: ask its maintainers, or look at what differs. ` +
      "If the new one is meant, take the chart out of the lock and fetch it again",
  );
}

/** Puts an archive into the cache. Nobody sees half of it. */
function keep(archive: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}`;
  copyFileSync(archive, part);
  renameSync(part, path);
}
