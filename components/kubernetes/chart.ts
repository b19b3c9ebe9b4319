import { type ChartFact, type ChartName, charts } from "@aip/facts/charts.ts";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { setValues } from "./chart-values.ts";
import { type Mirrors, mirroredValues } from "./mirrors.ts";
import { platformPriority } from "./placement.ts";

export interface ChartArgs {
  /** A chart of the table in `facts/charts.ts`, which gives repository, version and the values that name its images. */
  readonly chart: ChartName;
  /** Namespace of the release; it must exist. */
  readonly namespace: pulumi.Input<string>;
  /** What Helm calls the release: objects take their names from it. Default: the logical name. */
  readonly releaseName?: string;
  /** Values that differ from the chart's own. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Where chart and images come from instead of their own repositories. Values need not know of it. */
  readonly mirrors: Mirrors;
  /**
   * Priority class of the chart's pods, which must exist; what it runs on every node has `system-node-critical`. Default:
   * `platform-critical`, which PlatformServices makes.
   */
  readonly priorityClass?: string;
  /** Whether the chart's custom resource definitions are left out. Default: they are installed. */
  readonly skipCrds?: boolean;
  /** Whether not to wait for the chart's objects to be ready. Default: `up` waits for them. */
  readonly skipAwait?: boolean;
}

/**
 * Installs a Helm chart as the objects it renders to. The engine shows them one by one, to previews and to policies, and so
 * does a plan where Helm and the chart are on the machine; elsewhere a plan shows only the chart and its values, and says so.
 * Use a `helm.v3.Release` only where a chart cannot do without hooks,
 * and say so beside it.
 */
export function installChart(
  name: string,
  args: ChartArgs,
  options: pulumi.ComponentResourceOptions,
): kubernetes.helm.v4.Chart {
  const fact: ChartFact = charts[args.chart];
  const repository = args.mirrors.chartMirror ?? fact.repository;
  const { pods = [], nodeAgents = [] } = fact.priorityClasses ?? {};
  const values = setValues(
    setValues(args.values, pods, args.priorityClass ?? platformPriority.critical),
    nodeAgents,
    platformPriority.node,
  );
  const oci = repository.startsWith("oci://");
  return new kubernetes.helm.v4.Chart(
    name,
    {
      ...(args.releaseName === undefined ? {} : { name: args.releaseName }),
      chart: oci ? `${repository}/${fact.chart}` : fact.chart,
      ...(oci ? {} : { repositoryOpts: { repo: repository } }),
      version: fact.version,
      namespace: args.namespace,
      skipCrds: args.skipCrds ?? false,
      ...(args.skipAwait ? { skipAwait: true } : {}),
      values: { ...mirroredValues(values, fact.images, args.mirrors.imageMirror) },
    },
    options,
  );
}

/**
 * The chart and the objects it renders to, for what must be removed before any of them at a teardown. A dependency on the
 * chart alone holds back its creation, but not the removal of its objects: a chart is a remote component, whose children
 * the SDK does not know. Custom resources are not among the objects: the SDK has no class for them and hands over their
 * ids, on which nothing can depend.
 */
export const objectsOf = (chart: kubernetes.helm.v4.Chart): pulumi.Output<pulumi.Resource[]> =>
  pulumi
    .output(chart.resources)
    .apply((objects) => [
      chart,
      ...((objects ?? []) as unknown[]).filter((object) => pulumi.Resource.isInstance(object)),
    ]) as unknown as pulumi.Output<pulumi.Resource[]>;
