import { type ChartName, charts } from "@aip/facts/charts.ts";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

export interface ChartArgs {
  /** A chart of the table in `facts/charts.ts`, which gives repository and version. */
  readonly chart: ChartName;
  readonly namespace: pulumi.Input<string>;
  /** What Helm calls the release: objects take their names from it. Default: the logical name. */
  readonly releaseName?: string;
  /** Values that differ from the chart's own. */
  readonly values: Readonly<Record<string, unknown>>;
  /** OCI registry that holds a copy of all charts. Default: the chart's own repository. */
  readonly mirror?: string | undefined;
  /** Whether the chart's custom resource definitions are left out. Default: they are installed. */
  readonly skipCrds?: boolean;
  /** Whether not to wait for the chart's objects to be ready. Default: `up` waits for them. */
  readonly skipAwait?: boolean;
}

/**
 * Installs a Helm chart as the objects it renders to, which previews and policies can then see one by one. Use a
 * `helm.v3.Release` only where a chart cannot do without hooks, and say so beside it.
 */
export function installChart(
  name: string,
  args: ChartArgs,
  options: pulumi.ComponentResourceOptions,
): kubernetes.helm.v4.Chart {
  const fact = charts[args.chart];
  const repository = args.mirror ?? fact.repository;
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
      values: { ...args.values },
    },
    options,
  );
}

/**
 * The chart and all objects it renders to, for whatever must go before any of them at a teardown. A dependency on the
 * chart alone holds back its creation, but not the removal of its objects: a chart is a remote component, whose children
 * the SDK does not know.
 */
export const objectsOf = (chart: kubernetes.helm.v4.Chart): pulumi.Output<pulumi.Resource[]> =>
  pulumi
    .output(chart.resources)
    .apply((objects) => [
      chart,
      ...((objects ?? []) as unknown as pulumi.Resource[]),
    ]) as unknown as pulumi.Output<pulumi.Resource[]>;
