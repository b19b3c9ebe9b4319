import { urnType } from "@aip/common/urn.ts";
import { chartType } from "@aip/sandbox/charts/open.ts";
import { countOf, firstOf } from "../output/names.ts";
import type { Plan } from "../plan/file.ts";

/** How much of its charts a plan has seen, in one sentence; empty where it has no chart. */
export function chartsLine({ charts: { opened, closed }, layers }: Plan): string {
  if (opened + closed.length === 0) return "";
  const objects = layers
    .flatMap(({ resources }) => resources)
    .filter(({ parent }) => urnType(parent) === chartType).length;
  const seen = `${countOf(objects, "object")} of ${countOf(opened, "chart")} are in the plan`;
  if (closed.length === 0) return `Charts: ${seen}.`;
  const names = `${countOf(closed.length, "chart")} stayed closed, and ${closed.length === 1 ? "its" : "their"} objects are not in the plan: ${firstOf(closed)}.`;
  const how = "`aip charts list` shows what each needs to open.";
  return opened === 0 ? `Charts: ${names} ${how}` : `Charts: ${seen}; ${names} ${how}`;
}
