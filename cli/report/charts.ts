import { urnType } from "@aip/common/urn.ts";
import { firstOf } from "../output/names.ts";
import type { Plan } from "../plan/file.ts";

const chartType = "kubernetes:helm.sh/v4:Chart";

/** How much of its charts a plan has seen, in one sentence; empty where it has no chart. */
export function chartsLine({ charts: { opened, closed }, layers }: Plan): string {
  if (opened + closed.length === 0) return "";
  const objects = layers
    .flatMap(({ resources }) => resources)
    .filter(({ parent }) => urnType(parent) === chartType).length;
  const seen = `${objects} objects of ${opened} charts are in the plan`;
  if (closed.length === 0) return `Charts: ${seen}.`;
  const names = `${closed.length} charts stayed closed, and their objects are not in the plan: ${firstOf(closed)}.`;
  const how = "They open where helm is on PATH and AIP_CHARTS names a folder with them (docs/plans.md).";
  return opened === 0 ? `Charts: ${names} ${how}` : `Charts: ${seen}; ${names} ${how}`;
}
