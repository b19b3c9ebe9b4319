import type { ServiceChoices } from "@aip/common/arguments/cluster-services.ts";
import type { Environment } from "@aip/environments";
import type { AnyService } from "@aip/services";
import { argoCd } from "@aip/services/argo-cd.ts";
import { argoRollouts } from "@aip/services/argo-rollouts.ts";
import { certManager } from "@aip/services/cert-manager.ts";
import { externalDns } from "@aip/services/external-dns.ts";
import { gangScheduling } from "@aip/services/gang-scheduling.ts";
import { keda } from "@aip/services/keda.ts";
import { kueue } from "@aip/services/kueue.ts";
import { loadBalancerController } from "@aip/services/load-balancer-controller.ts";
import { metricsServer } from "@aip/services/metrics-server.ts";
import { reloader } from "@aip/services/reloader.ts";
import { velero } from "@aip/services/velero.ts";
import { verticalPodAutoscaler } from "@aip/services/vertical-pod-autoscaler.ts";
import { LayerServices } from "../layer.ts";

/** Which of the cluster's services the environment runs, and how. */
export function chooseServices(environment: Environment): ServiceChoices {
  const services = new LayerServices("cluster", environment);
  const isOn = (service: AnyService): boolean => services.settings(service) !== undefined;
  const { storage, containerMaxMemory, backup } = environment.clusterServices;
  const choices: ServiceChoices = {
    storage,
    containerMaxMemory,
    loadBalancers: isOn(loadBalancerController),
    dnsRecords: isOn(externalDns),
    certificates: isOn(certManager),
    eventScaling: isOn(keda),
    recommendations: isOn(verticalPodAutoscaler),
    gitOps: isOn(argoCd),
    rollouts: isOn(argoRollouts),
    backup: { ...backup, enabled: isOn(velero) },
    queues: isOn(kueue),
    gangScheduling: isOn(gangScheduling),
    metricsServer: isOn(metricsServer),
    secretReloading: isOn(reloader),
  };
  services.complete();
  return choices;
}
