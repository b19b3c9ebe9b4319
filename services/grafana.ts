import { defineService } from "./define.ts";
import { observabilityNamespace } from "./namespaces.ts";

export const grafana = defineService({
  name: "grafana",
  title: "Grafana",
  summary: "Dashboards of metrics and traces.",
  layer: "observability",
  key: "grafana",
  namespace: observabilityNamespace,
  keys: {},
  requires: [
    { service: "prometheus", because: "its dashboards show Prometheus' metrics" },
    { service: "external-secrets", because: "its password comes from Secrets Manager" },
  ],
  serves: { service: "grafana", port: 80 },
  subdomain: "grafana",
  forward: { localPort: 3000 },
  login: { kind: "own", reason: "Grafana's own users; nobody is let in unnamed." },
});
