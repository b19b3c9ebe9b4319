import { quantity } from "@aip/common/quantity.ts";
import type { ObservabilityContext } from "@aip/components/observability/context.ts";
import { contracts, needed, type Outputs } from "@aip/contracts";
import { currentEnvironment, type Environment } from "@aip/environments";
import { type AnyService, servicesOn } from "@aip/services";
import { routeTo, type ServiceRoute } from "../routes.ts";

export interface ObservabilityConfig {
  readonly environment: Environment;
  readonly network: Outputs<typeof contracts.network>;
  readonly cluster: Outputs<typeof contracts.cluster>;
  /** Whether the environment runs any service of the layer. */
  readonly hasServices: boolean;
  /** What the parts need to know of the platform, apart from their namespaces. */
  readonly surroundings: () => Omit<ObservabilityContext, "namespace" | "nodeNamespace">;
  /** The gateway's way to a service; `undefined` where services are reached by forwarding. */
  readonly route: (service: AnyService) => ServiceRoute | undefined;
  readonly quota: Readonly<Record<string, string>>;
}

/** Every input of the observability layer. */
export async function readConfig(): Promise<ObservabilityConfig> {
  const environment = currentEnvironment();
  const network = await contracts.network.consume();
  const cluster = await contracts.cluster.consume();
  const security = await contracts.security.consume();
  return {
    environment,
    network,
    cluster,
    hasServices: servicesOn(environment).some(({ layer }) => layer === "observability"),
    surroundings: () => ({
      environment: environment.name,
      region: environment.region,
      clusterName: cluster.clusterName,
      storageClass: cluster.blockStorageClass,
      secretStore: needed("security", security, "secretStoreName"),
      secretsKeyArn: security.secretsKeyArn,
      chartMirror: environment.chartMirror,
      imageMirror: environment.imageMirror,
    }),
    route: (service) => routeTo(service, environment, security, network.vpcCidr),
    quota: quotaOf(environment.observability),
  };
}

/** The sum of what the layer's pods ask for, and half as much again for updates and jobs. */
function quotaOf({ metrics, logs, traces, alerts, collector }: Environment["observability"]) {
  type Pods = readonly [on: boolean, count: number, size: { readonly cpu: string; readonly memory: string }];
  const pods = (
    [
      [metrics.enabled, metrics.replicas, metrics],
      [logs.enabled, logs.nodes, logs],
      [collector.enabled, collector.replicas, collector],
      [logs.enabled, logs.kibanaReplicas + logs.logstashReplicas, { cpu: "200m", memory: "2Gi" }],
      [traces.enabled, traces.replicas, { cpu: "100m", memory: "1Gi" }],
      [alerts.enabled, alerts.replicas, { cpu: "100m", memory: "512Mi" }],
      // Grafana with its sidecars, operators and exporters of the cluster's state.
      [true, 8, { cpu: "100m", memory: "512Mi" }],
    ] satisfies Pods[]
  ).filter(([on]) => on);
  const total = (key: "cpu" | "memory") =>
    1.5 * pods.reduce((sum, [, count, size]) => sum + count * (quantity(size[key]) ?? 0), 0);
  const memory = `${Math.ceil(total("memory") / 2 ** 20)}Mi`;
  return {
    // Thousandths that only the sum of decimals has are no reason to round up.
    "requests.cpu": `${Math.ceil(Number((total("cpu") * 1000).toFixed(3)))}m`,
    "requests.memory": memory,
    "limits.memory": memory,
    pods: String(3 * pods.reduce((sum, [, count]) => sum + count, 0)),
  };
}
