import { type ChartName, charts } from "@aip/facts/charts.ts";
import { findHelm } from "@aip/sandbox/charts/helm.ts";
import { chartType } from "@aip/sandbox/charts/open.ts";
import { findChart } from "@aip/sandbox/charts/source.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import type { Manifest } from "../kubernetes/client.ts";

/** A chart that a plan installs. */
export interface InstalledChart {
  readonly name: ChartName;
  readonly urn: string;
  readonly inputs: Properties;
  /** What it renders to; nothing where the plan has it closed. */
  readonly objects: readonly Manifest[];
}

/** The charts among the resources of a plan. */
export function installedCharts(resources: readonly RegisteredResource[]): InstalledChart[] {
  const children = Map.groupBy(resources, ({ parent }) => parent);
  return resources
    .filter(({ type }) => type === chartType)
    .map(({ urn, inputs }) => ({
      name: String(inputs.chart).split("/").at(-1) as ChartName,
      urn,
      inputs: reveal(inputs) as Properties,
      objects: (children.get(urn) ?? []).map((child) => reveal(child.inputs) as Manifest),
    }));
}

/** The Kubernetes version of the cluster that a plan makes. */
export const clusterVersion = (resources: readonly RegisteredResource[]): string =>
  String(resources.find(({ type }) => type === "aws:eks/cluster:Cluster")?.inputs.version);

/** Why plans have a chart closed here, or undefined where it is open. */
export function whyClosed(name: ChartName): string | undefined {
  if (findHelm() === undefined) {
    return "no chart is rendered: helm is not installed (https://helm.sh/docs/intro/install/)";
  }
  const { chart, version } = charts[name];
  const source = findChart({ name: chart, version });
  return typeof source === "string" ? `chart ${chart} ${version} is not rendered: ${source}` : undefined;
}
