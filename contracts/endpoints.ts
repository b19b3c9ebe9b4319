/** The address of every service by environment: the one table they come from. */
export interface Service {
  /** Subdomain of the environment's domain. */
  readonly subdomain: string;
  /** Port on this machine while `aip forward` runs. */
  readonly localPort: number;
}

export const services = {
  MLflow: { subdomain: "mlflow", localPort: 5000 },
  Feast: { subdomain: "feast", localPort: 6565 },
  Airflow: { subdomain: "airflow", localPort: 8080 },
  FastAPI: { subdomain: "api", localPort: 8000 },
  Grafana: { subdomain: "grafana", localPort: 3000 },
  Kibana: { subdomain: "kibana", localPort: 5601 },
  Vault: { subdomain: "vault", localPort: 8200 },
  "Keycloak/Auth0": { subdomain: "auth", localPort: 3001 },
  OpenTelemetry: { subdomain: "otel", localPort: 4318 },
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
