import { execFile } from "node:child_process";
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The folder of the policy pack, as `pulumi --policy-pack` takes it. */
const pack = join(repository, "policies");
const dist = join(pack, "dist");
const compiled = join(dist, "pack.js");

/** What the compiled pack is made of. */
const sources = ["policies", "pricing", "common", "facts"].map((name) => join(repository, name));

function newest(folder: string): number {
  const times = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name) && !/\.(test|cases)\.ts$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(join(folder, "dist")))
    .map((file) => statSync(file).mtimeMs);
  return Math.max(0, ...times);
}

/** Builds aside and then puts it in place: an engine that starts the pack meanwhile finds all of the old or all of the new. */
async function build(): Promise<void> {
  const aside = `${dist}.${process.pid}`;
  const replaced = `${aside}.old`;
  await promisify(execFile)(
    "npm",
    ["run", "build", "--workspace", "@aip/policies", "--", "--no-dts", "--out-dir", aside],
    { cwd: repository },
  );
  if (existsSync(dist)) renameSync(dist, replaced);
  renameSync(aside, dist);
  rmSync(replaced, { recursive: true, force: true });
}

/**
 * The policy pack, compiled anew where it is missing or older than its sources: the engine runs JavaScript alone, and
 * rules of yesterday would pass what the plan refuses.
 */
export async function policyPack(report: (line: string) => void): Promise<string> {
  const stale = !existsSync(compiled) || Math.max(...sources.map(newest)) > statSync(compiled).mtimeMs;
  if (stale) {
    report("compile the policy pack");
    await build();
  }
  return pack;
}
