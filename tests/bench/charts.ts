import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archiveFolder } from "@aip/sandbox/charts/source.ts";
import { planEnvironment } from "../../cli/plan/plan.ts";

/** `closed`: no chart is opened; `cold`: nothing was rendered before; `warm`: all of it was. */
export type ChartsMode = "closed" | "cold" | "warm";

export interface ChartsBench {
  readonly resources: number;
  readonly opened: number;
}

/** Plans an environment with its charts closed, or opened with a cold or a warm cache. */
export async function bench(mode: ChartsMode, environment: string): Promise<ChartsBench> {
  const folder = mkdtempSync(join(tmpdir(), "aip-bench-"));
  try {
    if (mode === "closed") process.env.AIP_CHARTS = folder;
    if (mode === "cold") {
      mkdirSync(join(folder, "aip"));
      symlinkSync(archiveFolder(), join(folder, "aip", "charts"));
      process.env.XDG_CACHE_HOME = folder;
    }
    const { layers, charts } = await planEnvironment(environment);
    const resources = layers.reduce((total, layer) => total + layer.resources.length, 0);
    return { resources, opened: charts.opened };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
