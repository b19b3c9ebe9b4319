import { parseUrn, urnProject } from "@aip/common/urn.ts";
import { builtInApis } from "@aip/facts/kubernetes/schemas.ts";
import type { Properties } from "../core/properties.ts";
import { holdsSecret, reveal } from "../core/secrets.ts";
import type { CloudView } from "../core/view.ts";
import { type Child, childrenOf } from "./children.ts";
import { findHelm } from "./helm.ts";
import { definedBy } from "./objects.ts";
import { render } from "./render.ts";
import { findChart } from "./source.ts";

export const chartType = "kubernetes:helm.sh/v4:Chart";

/** A chart on its way into the simulated cloud. */
export interface ChartRequest {
  readonly urn: string;
  /** Logical name. */
  readonly name: string;
  /** As the program gave them, secrets marked; all of them known. */
  readonly inputs: Properties;
  /** URNs of what it depends on. */
  readonly dependsOn: readonly string[];
}

/** What is behind a chart: its children, or why they are not seen. */
export type OpenedChart =
  | { readonly chart: string; readonly children: readonly Child[] }
  | { readonly chart: string; readonly closed: string };

/** What Helm calls the chart, which may be named with its registry. */
const chartName = (inputs: Properties): string => String(inputs.chart).split("/").at(-1) ?? "";

/**
 * Opens a chart where Helm and the chart are on this machine.
 *
 * @throws Error naming the chart, where it does not render.
 */
export async function openChart(request: ChartRequest, cloud: CloudView): Promise<OpenedChart> {
  const inputs = reveal(request.inputs) as Properties;
  const chart = chartName(inputs);
  const helm = findHelm();
  if (helm === undefined) return { chart, closed: "helm is not on PATH" };
  const source = findChart({ name: chart, version: String(inputs.version) });
  if (typeof source === "string") return { chart, closed: source };
  try {
    const objects = await render(helm, source, {
      name: String(inputs.name ?? request.name),
      namespace: String(inputs.namespace ?? "default"),
      values: inputs.values ?? {},
      skipCrds: inputs.skipCrds === true,
      kubernetes: clusterVersion(cloud),
      apiVersions: [...builtInApis(), ...definedBefore(request, cloud)],
    });
    const options = {
      chart: request.name,
      skipAwait: inputs.skipAwait === true,
      secret: holdsSecret(request.inputs.values),
    };
    return { chart, children: childrenOf(objects, options) };
  } catch (error) {
    throw new Error(`Chart ${chart} ${String(inputs.version)} (${request.urn}): ${(error as Error).message}`);
  }
}

/** The version of the cluster in the simulated cloud. */
function clusterVersion(cloud: CloudView): string | undefined {
  const [cluster] = cloud.all("aws:eks/cluster:Cluster");
  const version = cluster?.inputs.version;
  return typeof version === "string" ? version : undefined;
}

/** Whether a resource is a child of a chart, by their URNs. */
function isChild(urn: string, chartUrn: string): boolean {
  const [child, chart] = [parseUrn(urn), parseUrn(chartUrn)];
  return child.qualifiedType.startsWith(`${chart.qualifiedType}$`) && child.name.startsWith(`${chart.name}:`);
}

/**
 * What custom resource definitions are certain to define by the time the chart is rendered: those of earlier layers, and
 * those of what the chart depends on. What else is there by then is a matter of chance on a real cluster.
 */
function definedBefore({ urn, dependsOn }: ChartRequest, cloud: CloudView): string[] {
  const certain = cloud
    .all("kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition")
    .filter(
      (record) =>
        urnProject(record.urn) !== urnProject(urn) ||
        dependsOn.some((before) => before === record.urn || isChild(record.urn, before)),
    );
  const apis = certain.flatMap(({ inputs }) =>
    definedBy(inputs).flatMap(({ apiVersion, kind }) => [apiVersion, `${apiVersion}/${kind}`]),
  );
  return [...new Set(apis)].sort();
}
