import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "@aip/common/programs.ts";
import { isRecord } from "@aip/common/records.ts";
import { type ChartLock, chartLock } from "@aip/facts/charts/lock.ts";
import { parse } from "yaml";

/** A chart as a program asks for it. */
export interface ChartId {
  readonly name: string;
  readonly version: string;
}

/** A chart that is on this machine. */
export interface ChartSource {
  /** Its folder or its archive. */
  readonly path: string;
  /** Of all its files, as `sha256:…`. */
  readonly digest: string;
}

/** Where `aip charts fetch` puts archives. */
export const archiveFolder = (): string => join(cacheFolder("aip"), "charts");

export const archivePath = ({ name, version }: ChartId): string =>
  join(archiveFolder(), `${name}-${version}.tgz`);

/** Folder of unpacked charts that is used instead of the cache, where somebody named one. */
export const chartsFolder = (): string | undefined => process.env.AIP_CHARTS || undefined;

const sha256 = () => createHash("sha256");

/** Digest of an archive. */
export const archiveDigest = (path: string): string =>
  `sha256:${sha256().update(readFileSync(path)).digest("hex")}`;

/** Digest of an unpacked chart: of the names and contents of its files, whatever their times and owners. */
function folderDigest(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = sha256();
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${file.slice(folder.length)}\0${content.length}\0`).update(content);
  }
  return `sha256:${hash.digest("hex")}`;
}

/** The version in a chart's folder; undefined where there is no chart. */
function folderVersion(folder: string): string | undefined {
  const file = join(folder, "Chart.yaml");
  if (!existsSync(file)) return undefined;
  const chart: unknown = parse(readFileSync(file, "utf8"));
  return isRecord(chart) ? String(chart.version) : undefined;
}

const folderDigests = new Map<string, string>();

/** The chart of the folder that AIP_CHARTS names. */
function inFolder(folder: string, { name, version }: ChartId): ChartSource | string {
  const path = join(folder, name);
  const found = folderVersion(path);
  if (found === undefined) return `not in ${folder}, which AIP_CHARTS names`;
  if (found !== version) return `${folder}, which AIP_CHARTS names, has version ${found}`;
  // Reading thousands of files takes its time; a process takes them as they were when it first looked.
  const digest = folderDigests.get(path) ?? folderDigest(path);
  folderDigests.set(path, digest);
  return { path, digest };
}

/** The chart of the cache. */
function inCache(id: ChartId, lock: ChartLock): ChartSource | string {
  const path = archivePath(id);
  if (!existsSync(path)) return "not in the cache: `aip charts fetch` brings it";
  const digest = archiveDigest(path);
  const locked = lock[id.name];
  if (locked?.version === id.version && locked.digest !== digest) {
    return "in the cache with another digest than facts/charts/lock.json has: `aip charts fetch` brings the locked one";
  }
  return { path, digest };
}

/**
 * A chart of that version on this machine: in the folder that AIP_CHARTS names, else in the cache, with the digest of the
 * lock where it has one.
 *
 * @returns Why there is none, as a text, where there is none.
 */
export function findChart(id: ChartId, lock: ChartLock = chartLock): ChartSource | string {
  const folder = chartsFolder();
  return folder === undefined ? inCache(id, lock) : inFolder(folder, id);
}
