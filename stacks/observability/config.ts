import { quantity } from "@aip/components/kubernetes/quantity.ts";
import type { ObservabilityContext } from "@aip/components/observability/context.ts";
import { type Consumed, contracts, endpoint, hostname, type ServiceName } from "@aip/contracts";
import { currentEnvironment, type Environment } from "@aip/environments";

export interface ObservabilityConfig {
  readonly environment: Environment;
  readonly network: Consumed<typeof contracts.network.shape, never>;
  readonly cluster: Consumed<typeof contracts.cluster.shape, never>;
  /** What the parts need to know of the platform, apart from their namespaces. */
  readonly surroundings: Omit<ObservabilityContext, "namespace" | "nodeNamespace">;
  /** The gateway's way to a service; `undefined` where services are reached by forwarding. */
  readonly address: (service: ServiceName) => ReturnType<typeof publicAddress>;
  /** Address of a service for people. */
  readonly url: (service: ServiceName) => string;
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
    surroundings: {
      environment: environment.name,
      region: environment.region,
      clusterName: cluster.clusterName,
      storageClass: cluster.blockStorageClass,
      secretStore: security.secretStoreName,
      secretsKeyArn: security.secretsKeyArn,
      chartMirror: environment.chartMirror,
      imageMirror: environment.imageMirror,
    },
    address: (service) => publicAddress(service, environment, security, network.vpcCidr),
    url: (service) => endpoint(service, environment),
    quota: quotaOf(environment.observability),
  };
}

function publicAddress(
  service: ServiceName,
  environment: Environment,
  security: Consumed<typeof contracts.security.shape, never>,
  vpcCidr: string,
) {
  const { gatewayName, gatewayNamespace } = security;
  if (gatewayName === null || gatewayNamespace === null) return undefined;
  return {
    gateway: { name: gatewayName, namespace: gatewayNamespace },
    hostname: hostname(service, environment),
    // The load balancer has addresses of the VPC.
    from: [{ cidr: vpcCidr }],
  };
}

/** The sum of what the layer's pods ask for, and half as much again for updates and jobs. */
function quotaOf({ metrics, logs, traces, alerts, collector }: Environment["observability"]) {
  const pods: readonly (readonly [number, { readonly cpu: string; readonly memory: string }])[] = [
    [metrics.replicas, metrics],
    [logs.nodes, logs],
    [collector.replicas, collector],
    [logs.kibanaReplicas + logs.logstashReplicas, { cpu: "200m", memory: "2Gi" }],
    [traces.replicas, { cpu: "100m", memory: "1Gi" }],
    // Alertmanager, Grafana with its sidecars, operators and exporters of the cluster's state.
    [alerts.replicas + 8, { cpu: "100m", memory: "512Mi" }],
  ];
  const total = (key: "cpu" | "memory") =>
    1.5 * pods.reduce((sum, [count, size]) => sum + count * (quantity(size[key]) ?? 0), 0);
  const memory = `${Math.ceil(total("memory") / 2 ** 20)}Mi`;
  return {
    "requests.cpu": `${Math.ceil(total("cpu") * 1000)}m`,
    "requests.memory": memory,
    "limits.memory": memory,
    pods: String(3 * pods.reduce((sum, [count]) => sum + count, 0)),
  };
}
