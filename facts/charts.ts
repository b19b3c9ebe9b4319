import type { ChartFact } from "./charts/chart-fact.ts";
import { nodeCharts } from "./charts/node-charts.ts";
import { platformCharts } from "./charts/platform-charts.ts";
import { serviceCharts } from "./charts/service-charts.ts";

/**
 * Every Helm chart the platform installs: the one place for its version and for the values that name its images. An
 * environment with no way out pulls them from `platform:chartMirror` instead; the version stays.
 */
export const charts = {
  ...nodeCharts,
  ...platformCharts,
  ...serviceCharts,
} as const satisfies Record<string, ChartFact>;

export type { ChartFact };
export type ChartName = keyof typeof charts;
