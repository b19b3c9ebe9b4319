import lock from "./lock.json" with { type: "json" };

/** The archive of a chart as it was when it was first fetched. */
export interface LockedChart {
  readonly version: string;
  /** As `sha256:…`. */
  readonly digest: string;
}

/** By name of the chart. */
export type ChartLock = Readonly<Record<string, LockedChart>>;

/** What `aip charts fetch` has locked so far. */
export const chartLock: ChartLock = lock.charts;
