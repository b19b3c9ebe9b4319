import { airflow } from "./airflow.ts";
import { alertmanager } from "./alertmanager.ts";
import { argoCd } from "./argo-cd.ts";
import { argoRollouts } from "./argo-rollouts.ts";
import { certManager } from "./cert-manager.ts";
import type { AnyService } from "./define.ts";
import { elastic } from "./elastic.ts";
import { externalDns } from "./external-dns.ts";
import { externalSecrets } from "./external-secrets.ts";
import { feast } from "./feast.ts";
import { gangScheduling } from "./gang-scheduling.ts";
import { grafana } from "./grafana.ts";
import { inference } from "./inference.ts";
import { jaeger } from "./jaeger.ts";
import { keda } from "./keda.ts";
import { kueue } from "./kueue.ts";
import { loadBalancerController } from "./load-balancer-controller.ts";
import { metricsServer } from "./metrics-server.ts";
import { mlflow } from "./mlflow.ts";
import { otel } from "./otel.ts";
import { prometheus } from "./prometheus.ts";
import { reloader } from "./reloader.ts";
import { vault } from "./vault.ts";
import { velero } from "./velero.ts";
import { verticalPodAutoscaler } from "./vertical-pod-autoscaler.ts";

/**
 * Every service of the platform, in the order that lists show them. A service that is not here is none: a test looks for
 * declarations that are missing.
 */
export const services = [
  mlflow,
  feast,
  airflow,
  inference,
  grafana,
  elastic,
  vault,
  otel,
  prometheus,
  alertmanager,
  jaeger,
  externalSecrets,
  certManager,
  loadBalancerController,
  externalDns,
  keda,
  verticalPodAutoscaler,
  metricsServer,
  reloader,
  argoCd,
  argoRollouts,
  kueue,
  gangScheduling,
  velero,
] as const satisfies readonly AnyService[];

export type DeclaredService = (typeof services)[number];

/** @throws Error for a name that no service has. */
export function serviceNamed(name: string): AnyService {
  const found = services.find((service) => service.name === name);
  if (!found) throw new Error(`There is no service ${name}; services/table.ts has all.`);
  return found;
}
