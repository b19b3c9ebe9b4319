/** The address of every service by environment: the one table they come from. */
export interface Service {
  /** Subdomain of the environment's domain. */
  readonly subdomain: string;
  /** Port on this machine while `aip forward` runs. */
  readonly localPort: number;
  /** Where a forwarded connection ends; null for a service that no layer brings up. */
  readonly target: ForwardTarget | null;
}

export interface ForwardTarget {
  readonly namespace: string;
  /** As kubectl names it: `service/<name>` or `pod/<name>`. */
  readonly object: string;
  readonly port: number;
}

const target = (namespace: string, object: string, port: number): ForwardTarget => ({
  namespace,
  object,
  port,
});

export const services = {
  MLflow: { subdomain: "mlflow", localPort: 5000, target: target("mlflow", "service/mlflow", 5000) },
  Feast: { subdomain: "feast", localPort: 6565, target: target("feast", "service/feast", 6566) },
  Airflow: {
    subdomain: "airflow",
    localPort: 8080,
    target: target("airflow", "service/airflow-api-server", 8080),
  },
  FastAPI: { subdomain: "api", localPort: 8000, target: target("inference", "service/inference-api", 8000) },
  Grafana: { subdomain: "grafana", localPort: 3000, target: target("observability", "service/grafana", 80) },
  Kibana: {
    subdomain: "kibana",
    localPort: 5601,
    target: target("observability", "service/logs-kb-http", 5601),
  },
  // The listener for forwarded connections is bound to the loopback address of the pod, so that no service reaches it.
  Vault: { subdomain: "vault", localPort: 8200, target: target("vault", "pod/vault-0", 8202) },
  "Keycloak/Auth0": { subdomain: "auth", localPort: 3001, target: null },
  OpenTelemetry: {
    subdomain: "otel",
    localPort: 4318,
    target: target("observability", "service/otel-collector", 4318),
  },
} as const satisfies Record<string, Service>;

export type ServiceName = keyof typeof services;

export interface EndpointContext {
  /** The environment's name, such as `staging`. */
  readonly name: string;
  readonly domain: string;
  readonly profile: "development" | "staging" | "production";
  readonly access: "forward" | "gateway";
}

/** The host name of a service: production has the bare subdomain, every other environment adds its name. */
export function hostname(service: ServiceName, context: EndpointContext): string {
  const { subdomain } = services[service];
  const label = context.profile === "production" ? subdomain : `${subdomain}-${context.name}`;
  return `${label}.${context.domain}`;
}

/** The address people use for a service. */
export function endpoint(service: ServiceName, context: EndpointContext): string {
  return context.access === "forward"
    ? `http://localhost:${services[service].localPort}`
    : `https://${hostname(service, context)}`;
}
