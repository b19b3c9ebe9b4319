import type { Checks } from "./finding.ts";
import { chartNamed, objectsOf } from "./planned.ts";

const monitors = [
  "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
  "kubernetes:monitoring.coreos.com/v1:PodMonitor",
] as const;

/** Requirements of metrics. */
export const observability: Checks = {
  accelerator_metrics: ({ stack }) => {
    const exporter = chartNamed(stack, "dcgm-exporter") ?? chartNamed(stack, "gpu-operator");
    const scraped = objectsOf(stack, ...monitors).filter((name) => /gpu|dcgm/.test(name));
    const met = exporter !== undefined && scraped.length > 0;
    return {
      status: met ? "Implemented" : "Not Implemented",
      proof: met ? "needs hardware" : "not met",
      evidence: met ? [`chart ${exporter}`, ...scraped] : [],
      notes: met
        ? "The DCGM exporter is installed and Prometheus is told to scrape it; figures show only on GPUs."
        : "No exporter of GPU metrics is installed, or nothing scrapes it.",
    };
  },

  ai_service_metrics: ({ stack }) => {
    const prometheus = chartNamed(stack, "kube-prometheus-stack");
    const scraped = objectsOf(stack, ...monitors);
    const met = prometheus !== undefined && scraped.length > 0;
    return {
      status: met ? "Implemented" : "Not Implemented",
      proof: met ? "plan" : "not met",
      evidence: met ? [`chart ${prometheus}`, ...scraped] : [],
      notes: met
        ? "Prometheus finds workloads by ServiceMonitor and PodMonitor, those of teams among them."
        : "",
    };
  },
};
