import { parseUrn } from "@aip/common/urn.ts";

/** An object that a Helm chart renders. */
export interface ChartObject {
  /** Name of the chart's resource. */
  readonly chart: string;
  /** `<namespace>/<name>`, or the name alone of an object without a namespace. */
  readonly name: string;
}

const underChart = /kubernetes:helm\.sh\/v4:Chart\$kubernetes:[^$]+$/;

/** Reads the URN of an object of a chart, whose name is `<chart>:<object>`; nothing for any other resource. */
export function chartObject(urn: string): ChartObject | undefined {
  const { qualifiedType, name } = parseUrn(urn);
  const colon = name.indexOf(":");
  if (colon === -1 || !underChart.test(qualifiedType)) return undefined;
  return { chart: name.slice(0, colon), name: name.slice(colon + 1) };
}
