import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findHelm, type Helm } from "@aip/sandbox/charts/helm.ts";

/** Charts of our own, which open without any network. */
export const ownCharts = fileURLToPath(new URL("own", import.meta.url));

/** Why charts cannot be rendered here, or undefined where they can. */
export const missingHelm = (): string | undefined =>
  findHelm() === undefined
    ? "no chart is rendered: helm is not installed (https://helm.sh/docs/intro/install/)"
    : undefined;

/** The Helm of this machine, where `missingHelm` names no reason. */
export function requireHelm(): Helm {
  const helm = findHelm();
  if (helm === undefined) throw new Error(missingHelm());
  return helm;
}

/**
 * Runs work with variables of the process set, and takes them back afterwards. A cache of its own keeps it from finding
 * what others rendered.
 */
export async function withCharts<Result>(
  charts: string | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  const cache = mkdtempSync(join(tmpdir(), "aip-charts-"));
  const before = { AIP_CHARTS: process.env.AIP_CHARTS, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME };
  const set = (variables: Record<string, string | undefined>) => {
    for (const [name, value] of Object.entries(variables)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  set({ AIP_CHARTS: charts, XDG_CACHE_HOME: cache });
  try {
    return await work();
  } finally {
    set(before);
    rmSync(cache, { recursive: true, force: true });
  }
}
