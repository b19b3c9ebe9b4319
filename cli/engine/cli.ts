import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { isExecutable } from "@aip/common/programs.ts";
import { UsageError } from "../command.ts";

const executable = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/** Newest first, number by number. */
const byVersion = (a: string, b: string): number =>
  b.localeCompare(a, "en", { numeric: true, sensitivity: "base" });

function installed(): string[] {
  const home = join(homedir(), ".pulumi");
  let versions: string[] = [];
  try {
    versions = readdirSync(join(home, "versions")).sort(byVersion);
  } catch {
    // Not installed that way.
  }
  return [
    join(home, "bin"),
    ...versions.flatMap((v) => [join(home, "versions", v, "bin"), join(home, "versions", v)]),
  ];
}

/** The folder of the Pulumi CLI: on PATH, or where its installers put it; `undefined` where there is none. */
export function findPulumi(path = process.env.PATH ?? ""): string | undefined {
  return [...path.split(delimiter).filter((folder) => folder !== ""), ...installed()].find((folder) =>
    isExecutable(join(folder, executable)),
  );
}

/** @throws UsageError that says how to get the CLI. */
export function requirePulumi(): string {
  const folder = findPulumi();
  if (folder !== undefined) return folder;
  throw new UsageError(
    "the Pulumi CLI is neither on PATH nor under ~/.pulumi. Install it (https://www.pulumi.com/docs/install/), or use " +
      "`aip plan`, which needs no CLI.",
  );
}
