/**
 * Every Helm chart the platform installs: the one place for its version. An environment with no way out
 * pulls them from `platform:chartMirror` instead; the version stays.
 */
export interface ChartFact {
  /** A chart repository (`https://…`) or the folder of an OCI registry (`oci://…`). */
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  readonly appVersion: string;
  /** The Kubernetes versions the chart says it supports; absent where it does not say. */
  readonly kubernetes?: string;
  /** Where the figures were read. */
  readonly source: string;
  /** When they were read. */
  readonly date: string;
}

export const charts = {
  airflow: {
    repository: "https://airflow.apache.org",
    chart: "airflow",
    version: "1.22.0",
    appVersion: "3.2.2",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "argo-cd": {
    repository: "https://argoproj.github.io/argo-helm",
    chart: "argo-cd",
    version: "10.1.1",
    appVersion: "v3.4.4",
    kubernetes: ">=1.25.0-0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "argo-rollouts": {
    repository: "https://argoproj.github.io/argo-helm",
    chart: "argo-rollouts",
    version: "2.41.0",
    appVersion: "v1.9.0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "aws-efa-k8s-device-plugin": {
    repository: "https://aws.github.io/eks-charts",
    chart: "aws-efa-k8s-device-plugin",
    version: "v0.5.30",
    appVersion: "v0.5.20",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "aws-load-balancer-controller": {
    repository: "https://aws.github.io/eks-charts",
    chart: "aws-load-balancer-controller",
    version: "3.5.0",
    appVersion: "v3.5.0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "cert-manager": {
    repository: "https://charts.jetstack.io",
    chart: "cert-manager",
    version: "v1.21.1",
    appVersion: "v1.21.1",
    kubernetes: ">= 1.22.0-0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "dcgm-exporter": {
    repository: "https://nvidia.github.io/dcgm-exporter/helm-charts",
    chart: "dcgm-exporter",
    version: "4.8.2",
    appVersion: "4.8.2",
    kubernetes: ">= 1.19.0-0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "eck-operator": {
    repository: "https://helm.elastic.co",
    chart: "eck-operator",
    version: "3.5.0",
    appVersion: "3.5.0",
    kubernetes: ">=1.21.0-0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "external-dns": {
    repository: "https://kubernetes-sigs.github.io/external-dns",
    chart: "external-dns",
    version: "1.21.1",
    appVersion: "0.21.0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "external-secrets": {
    repository: "https://charts.external-secrets.io",
    chart: "external-secrets",
    version: "2.9.0",
    appVersion: "v2.9.0",
    kubernetes: ">= 1.19.0-0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "gpu-operator": {
    repository: "https://helm.ngc.nvidia.com/nvidia",
    chart: "gpu-operator",
    version: "v26.7.0",
    appVersion: "v26.7.0",
    kubernetes: ">= 1.16.0-0",
    source: "Chart.yaml of the release",
    date: "2026-11-21",
  },
  "gateway-crds-helm": {
    repository: "oci://docker.io/envoyproxy",
    chart: "gateway-crds-helm",
    version: "v1.8.2",
    appVersion: "v1.8.2",
    source:
      "https://github.com/kubermatic/kubermatic/pull/16122: Envoy Gateway 1.8 bundles Gateway API v1.5.1",
    date: "2026-11-21",
  },
  jaeger: {
    repository: "https://jaegertracing.github.io/helm-charts",
    chart: "jaeger",
    version: "4.11.1",
    appVersion: "2.19.0",
    kubernetes: ">= 1.21-0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  jobset: {
    repository: "oci://registry.k8s.io/jobset/charts",
    chart: "jobset",
    version: "0.12.0",
    appVersion: "",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  karpenter: {
    repository: "oci://public.ecr.aws/karpenter",
    chart: "karpenter",
    version: "1.14.1",
    appVersion: "1.14.1",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "karpenter-crd": {
    repository: "oci://public.ecr.aws/karpenter",
    chart: "karpenter-crd",
    version: "1.14.1",
    appVersion: "1.14.1",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  keda: {
    repository: "https://kedacore.github.io/charts",
    chart: "keda",
    version: "2.20.2",
    appVersion: "2.20.2",
    kubernetes: ">=v1.23.0-0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "kube-prometheus-stack": {
    repository: "https://prometheus-community.github.io/helm-charts",
    chart: "kube-prometheus-stack",
    version: "88.5.3",
    appVersion: "v0.93.1",
    kubernetes: ">=1.25.0-0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  kueue: {
    repository: "oci://registry.k8s.io/kueue/charts",
    chart: "kueue",
    version: "0.19.2",
    appVersion: "v0.19.2",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  lws: {
    repository: "oci://registry.k8s.io/lws/charts",
    chart: "lws",
    version: "0.8.0",
    appVersion: "v0.8.0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "metrics-server": {
    repository: "https://kubernetes-sigs.github.io/metrics-server",
    chart: "metrics-server",
    version: "3.13.1",
    appVersion: "0.8.1",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "neuron-helm-chart": {
    repository: "oci://public.ecr.aws/neuron",
    chart: "neuron-helm-chart",
    version: "1.3.0",
    appVersion: "",
    source:
      "https://awsdocs-neuron.readthedocs-hosted.com names the chart; the version as pinned by awslabs/ai-on-eks",
    date: "2026-11-21",
  },
  "node-feature-discovery": {
    repository: "oci://registry.k8s.io/nfd/charts",
    chart: "node-feature-discovery",
    version: "0.19.0",
    appVersion: "v0.19.0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "nvidia-device-plugin": {
    repository: "https://nvidia.github.io/k8s-device-plugin",
    chart: "nvidia-device-plugin",
    version: "0.20.0",
    appVersion: "0.20.0",
    kubernetes: ">= 1.10.0-0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  "opentelemetry-collector": {
    repository: "https://open-telemetry.github.io/opentelemetry-helm-charts",
    chart: "opentelemetry-collector",
    version: "0.170.0",
    appVersion: "0.158.0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  vault: {
    repository: "https://helm.releases.hashicorp.com",
    chart: "vault",
    version: "0.34.1",
    appVersion: "2.0.4",
    kubernetes: ">= 1.20.0-0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  velero: {
    repository: "https://vmware-tanzu.github.io/helm-charts",
    chart: "velero",
    version: "12.1.0",
    appVersion: "1.18.1",
    kubernetes: ">=1.16.0-0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
  vpa: {
    repository: "https://charts.fairwinds.com/stable",
    chart: "vpa",
    version: "5.0.0",
    appVersion: "1.7.1",
    kubernetes: ">= 1.28.0-0",
    source: "Chart.yaml of the release",
    date: "2026-08-22",
  },
} as const satisfies Record<string, ChartFact>;

export type ChartName = keyof typeof charts;
