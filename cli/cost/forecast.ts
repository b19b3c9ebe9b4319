import type { Plan } from "../plan/file.ts";
import { type AnalysisOptions, analyse } from "./analysis.ts";

export interface ForecastOptions extends AnalysisOptions {
  /** Growth of what follows usage, from one month to the next: 0.05 is 5 %. Default: 0. */
  readonly growth?: number;
  /** Months ahead. Default: 12. */
  readonly months?: number;
}

export interface ForecastMonth {
  /** Such as `2026-12`. */
  readonly month: string;
  readonly fixedUsd: number;
  readonly usageUsd: number;
  readonly totalUsd: number;
  /** What the year comes to up to and with this month. */
  readonly sumUsd: number;
}

/**
 * What an environment costs in each of the coming months if nothing is changed. List prices stay as they are; a
 * Kubernetes version that leaves standard support makes its control plane dearer in the months after.
 */
export function forecast(plan: Plan, options: ForecastOptions = {}): ForecastMonth[] {
  const { growth = 0, months = 12, today = new Date().toISOString().slice(0, 10), ...rest } = options;
  const result: ForecastMonth[] = [];
  let sumUsd = 0;
  for (let ahead = 0; ahead < months; ahead += 1) {
    const day = firstOfMonth(today, ahead + 1);
    const { monthlyUsd, fixedUsd } = analyse(plan, { ...rest, today: day });
    const usageUsd = (monthlyUsd - fixedUsd) * (1 + growth) ** ahead;
    sumUsd += fixedUsd + usageUsd;
    result.push({ month: day.slice(0, 7), fixedUsd, usageUsd, totalUsd: fixedUsd + usageUsd, sumUsd });
  }
  return result;
}

/** The first day of the month so many months after a day. */
function firstOfMonth(day: string, ahead: number): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + ahead, 1)).toISOString().slice(0, 10);
}
