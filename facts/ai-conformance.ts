import type { KubernetesVersion } from "./eks-versions.ts";

/** A requirement of CNCF Kubernetes AI Conformance. */
export interface AiRequirement {
  /** As the checklist names it. */
  readonly id: string;
  /** The part of the checklist it is in. */
  readonly section:
    | "accelerators"
    | "networking"
    | "schedulingOrchestration"
    | "observability"
    | "security"
    | "operator";
  /** What it asks for, in short. */
  readonly asks: string;
  /** How binding it is, by Kubernetes version; a version that is absent does not ask for it. */
  readonly levels: Readonly<Partial<Record<KubernetesVersion, "MUST" | "SHOULD">>>;
}

const both = (level: "MUST" | "SHOULD"): AiRequirement["levels"] => ({ "1.35": level, "1.36": level });

/**
 * The checklist of each Kubernetes version. Source: docs/AIConformance-1.35.yaml and docs/AIConformance-1.36.yaml of
 * cncf/k8s-ai-conformance at b2c8969 of 2026-08-19, read 2026-11-24.
 */
export const aiRequirements: readonly AiRequirement[] = [
  {
    id: "dra_support",
    section: "accelerators",
    asks: "Pods may ask for devices by claims: Dynamic Resource Allocation",
    levels: { "1.35": "MUST" },
  },
  {
    id: "driver_runtime_management",
    section: "accelerators",
    asks: "Drivers and container runtime of accelerated nodes are kept compatible, and that can be verified",
    levels: both("SHOULD"),
  },
  {
    id: "gpu_sharing",
    section: "accelerators",
    asks: "There is a way to share a GPU among pods, whose parts can be scheduled",
    levels: both("SHOULD"),
  },
  {
    id: "virtualized_accelerator",
    section: "accelerators",
    asks: "Virtual accelerators, where there are any, are exposed and managed like parts of physical ones",
    levels: both("SHOULD"),
  },
  {
    id: "ai_inference",
    section: "networking",
    asks: "A Gateway API implementation for inference, with weights and header-based routes",
    levels: both("MUST"),
  },
  {
    id: "advanced_inference_ingress",
    section: "networking",
    asks: "An implementation of the Gateway API Inference Extension",
    levels: { "1.36": "SHOULD" },
  },
  {
    id: "high_performance_networking",
    section: "networking",
    asks: "Fast networks between pods are exposed, can be found and attached, preferably by DRA",
    levels: { "1.36": "SHOULD" },
  },
  {
    id: "disaggregated_inference",
    section: "networking",
    asks: "Inference whose phases run in separate instances can be installed and run",
    levels: { "1.36": "SHOULD" },
  },
  {
    id: "gang_scheduling",
    section: "schedulingOrchestration",
    asks: "A gang scheduler runs a distributed job as a whole or not at all",
    levels: both("MUST"),
  },
  {
    id: "cluster_autoscaling",
    section: "schedulingOrchestration",
    asks: "Groups of accelerated nodes grow for pods that wait for them, and shrink after them",
    levels: both("MUST"),
  },
  {
    id: "pod_autoscaling",
    section: "schedulingOrchestration",
    asks: "The HorizontalPodAutoscaler scales pods, those with accelerators among them, on metrics of their own",
    levels: both("MUST"),
  },
  {
    id: "accelerator_metrics",
    section: "observability",
    asks: "Use, memory and state of each accelerator are metrics at an endpoint",
    levels: both("MUST"),
  },
  {
    id: "ai_service_metrics",
    section: "observability",
    asks: "Metrics of workloads in the Prometheus format are found and collected",
    levels: both("MUST"),
  },
  {
    id: "secure_accelerator_access",
    section: "security",
    asks: "A container reaches only the accelerators that its pod was given",
    levels: both("MUST"),
  },
  {
    id: "robust_controller",
    section: "operator",
    asks: "A complex AI operator with resources of its own, such as Ray or Kubeflow, runs reliably",
    levels: both("MUST"),
  },
];
