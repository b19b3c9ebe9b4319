import { type AlertRule, rule } from "./alert-rule.ts";
import { controllerRules } from "./controller-rules.ts";

/** What is normal in an environment; beyond it the alerts fire. */
export interface AlertLimits {
  /** Namespaces of the platform's own services and controllers. */
  readonly serviceNamespaces: readonly string[];
  /** Seconds within which 99 of 100 requests to the inference API are answered. */
  readonly inferenceLatencySeconds: number;
  /** GPUs that may run at a time before a person should ask why. */
  readonly maxGpus: number;
  /** Minutes a pod may hold a GPU without using it. */
  readonly gpuIdleMinutes: number;
}

/** Rules that Prometheus evaluates together. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly AlertRule[];
}

/** The alerts of the platform that the rules of the chart do not have. */
export const alertGroups = (limits: AlertLimits): RuleGroup[] => [
  { name: "ai-platform.nodes", rules: nodeRules },
  { name: "ai-platform.gpu", rules: gpuRules(limits) },
  { name: "ai-platform.services", rules: serviceRules(limits) },
  { name: "ai-platform.controllers", rules: controllerRules },
];

const nodeRules: AlertRule[] = [
  rule(
    "NodeNotReady",
    "critical",
    "10m",
    'kube_node_status_condition{condition="Ready",status="true"} == 0',
    "Node {{ $labels.node }} is not ready",
    "For 10 minutes the node has taken no pods, and it is still paid for. Drain it and delete its machine.",
  ),
  rule(
    "PodsCannotBeScheduled",
    "warning",
    "15m",
    "sum by (namespace) (kube_pod_status_unschedulable) > 0",
    "Pods of {{ $labels.namespace }} find no node",
    "Look at their events: a pool may be at its limit, or the zone may have no capacity of the instance type.",
  ),
];

const gpuRules = ({ gpuIdleMinutes, maxGpus }: AlertLimits): AlertRule[] => [
  rule(
    "GpuIdle",
    "warning",
    "15m",
    `max by (namespace, pod, gpu) (max_over_time(DCGM_FI_DEV_GPU_UTIL{pod!=""}[${gpuIdleMinutes}m])) < 5`,
    "Pod {{ $labels.pod }} holds a GPU that it does not use",
    `The GPU has been used less than 5 % for ${gpuIdleMinutes} minutes. Stop the pod of {{ $labels.namespace }}, or let it share one.`,
  ),
  rule(
    "GpuError",
    "critical",
    "1m",
    "max by (node, gpu) (changes(DCGM_FI_DEV_XID_ERRORS[15m])) > 0",
    "GPU {{ $labels.gpu }} of node {{ $labels.node }} reports an error",
    "The driver wrote a new XID. See the number in NVIDIA's list; a fault of the hardware needs a new machine.",
  ),
  rule(
    "GpuMemoryFull",
    "warning",
    "10m",
    'max by (namespace, pod, gpu) (DCGM_FI_DEV_FB_USED{pod!=""} / (DCGM_FI_DEV_FB_USED{pod!=""} + DCGM_FI_DEV_FB_FREE{pod!=""})) > 0.97',
    "GPU memory of {{ $labels.pod }} is nearly full",
    "The next allocation may fail. Use smaller batches, or a GPU with more memory.",
  ),
  rule(
    "GpusAboveBudget",
    "warning",
    "30m",
    `sum(kube_node_status_capacity{resource="nvidia_com_gpu"}) > ${maxGpus}`,
    "{{ $value }} GPUs are running",
    `The budget was made for ${maxGpus}. Find who holds them, or raise the limit with the budget.`,
  ),
];

function serviceRules({ inferenceLatencySeconds, serviceNamespaces }: AlertLimits): AlertRule[] {
  const namespaces = serviceNamespaces.join("|");
  const requests = 'namespace="inference"';
  return [
    rule(
      "ServiceDown",
      "critical",
      "5m",
      `sum by (namespace, deployment) (kube_deployment_status_replicas_available{namespace=~"${namespaces}"}) == 0` +
        ` and sum by (namespace, deployment) (kube_deployment_spec_replicas{namespace=~"${namespaces}"}) > 0`,
      "{{ $labels.deployment }} of {{ $labels.namespace }} has no pod that answers",
      "See the events and the log of its pods.",
    ),
    rule(
      "StatefulServiceDown",
      "critical",
      "5m",
      `sum by (namespace, statefulset) (kube_statefulset_status_replicas_ready{namespace=~"${namespaces}"}) == 0` +
        ` and sum by (namespace, statefulset) (kube_statefulset_replicas{namespace=~"${namespaces}"}) > 0`,
      "{{ $labels.statefulset }} of {{ $labels.namespace }} has no pod that answers",
      "See the events and the log of its pods, and whether its volume is attached.",
    ),
    rule(
      "InferenceLatency",
      "warning",
      "10m",
      `histogram_quantile(0.99, sum by (le) (rate(http_server_request_duration_seconds_bucket{${requests}}[5m]))) > ${inferenceLatencySeconds}`,
      "Inference is slower than its objective",
      `1 of 100 requests takes longer than ${inferenceLatencySeconds} s. See traces of the slowest, and whether the autoscaler is at its limit.`,
    ),
    rule(
      "InferenceErrors",
      "critical",
      "5m",
      `sum(rate(http_server_request_duration_seconds_count{${requests},http_response_status_code=~"5.."}[5m]))` +
        ` / sum(rate(http_server_request_duration_seconds_count{${requests}}[5m])) > 0.01`,
      "More than 1 % of inference requests fail",
      "Compare with the time of the last model and of the last release; go back to the one before.",
    ),
    rule(
      "AutoscalerAtLimit",
      "warning",
      "30m",
      "kube_horizontalpodautoscaler_status_current_replicas >= kube_horizontalpodautoscaler_spec_max_replicas" +
        " and kube_horizontalpodautoscaler_spec_max_replicas > kube_horizontalpodautoscaler_spec_min_replicas",
      "{{ $labels.horizontalpodautoscaler }} of {{ $labels.namespace }} cannot grow any more",
      "It has run with its most pods for 30 minutes. Raise the limit if the load is wanted.",
    ),
  ];
}
