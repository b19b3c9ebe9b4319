import { planEnvironment } from "@aip/cli/plan/plan.ts";
import { ChangedEnvironment } from "../../support/environment-files.ts";

/** An object that a plan would create on the cluster. */
export interface ClusterObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: Record<string, unknown>;
  readonly data?: Readonly<Record<string, string>>;
}

/** The objects of an environment's plan, and the values of its charts: what the real software is started with. */
export class PlannedCluster {
  readonly objects: readonly ClusterObject[];
  /** Values of each chart, by the logical name of its resource. */
  readonly chartValues: Readonly<Record<string, Record<string, unknown>>>;

  private constructor(
    objects: readonly ClusterObject[],
    chartValues: Record<string, Record<string, unknown>>,
  ) {
    this.objects = objects;
    this.chartValues = chartValues;
  }

  /** @param change Keys of the environment's file that are other ones than in the repository, without `platform:`. */
  static async of(environment: string, change: Record<string, unknown> = {}): Promise<PlannedCluster> {
    const file = new ChangedEnvironment(environment, change);
    const { layers } = await planEnvironment(environment, { directory: file.directory }).finally(() =>
      file.remove(),
    );
    const resources = layers.flatMap((layer) => layer.resources);
    const objects = resources
      .filter(({ inputs }) => typeof inputs.apiVersion === "string" && typeof inputs.kind === "string")
      .map(({ inputs }) => inputs as unknown as ClusterObject);
    const charts = resources
      .filter(({ type }) => type === "kubernetes:helm.sh/v4:Chart")
      .map(({ name, inputs }) => [name, inputs.values as Record<string, unknown>] as const);
    return new PlannedCluster(objects, Object.fromEntries(charts));
  }

  /** @throws Error for an object that the plan does not have. */
  get(kind: string, namespace: string, name: string): ClusterObject {
    const found = this.objects.find(
      (object) =>
        object.kind === kind && object.metadata.name === name && object.metadata.namespace === namespace,
    );
    if (!found) throw new Error(`the plan has no ${kind} ${namespace}/${name}`);
    return found;
  }

  find(kind: string, namespace: string, name: string): ClusterObject | undefined {
    return this.objects.find(
      (object) =>
        object.kind === kind && object.metadata.name === name && object.metadata.namespace === namespace,
    );
  }
}
