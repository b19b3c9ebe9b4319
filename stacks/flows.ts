import type { Environment } from "@aip/environments";
import { isOn, portsOf, type ServedService } from "@aip/services";
import { prometheus } from "@aip/services/prometheus.ts";

/** Connections to services, as network policies allow them. */
export const flowsTo = (services: readonly ServedService[]) =>
  services.map((service) => ({ peers: [{ namespace: service.namespace }], ports: portsOf(service) }));

/** The pods that read metrics; `undefined` where none do. */
export const metricsReader = (environment: Environment) =>
  isOn(prometheus, environment)
    ? { namespace: prometheus.namespace, podLabels: { "app.kubernetes.io/name": "prometheus" } }
    : undefined;

/** Address of a service within the cluster. */
export const urlInCluster = ({ namespace, serves }: ServedService): string =>
  `http://${serves.service}.${namespace}.svc:${serves.port}`;
