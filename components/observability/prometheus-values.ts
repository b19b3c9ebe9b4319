import type * as pulumi from "@pulumi/pulumi";
import { onStateNodes } from "../kubernetes/placement.ts";
import { unprivilegedContainer, unprivilegedPod } from "../kubernetes/security-context.ts";
import type { Resources } from "../kubernetes/workload-args.ts";
import { type AlertChannel, alertmanagerConfig } from "./alertmanager-config.ts";

/** What decides the values of Alertmanager. */
export interface AlertmanagerValues {
  /** Pods of Alertmanager. */
  readonly replicas: number;
  /** SNS topic that alerts go to. */
  readonly topicArn: pulumi.Input<string>;
  /** Namespaces whose alerts go to a topic of their own. Default: none. */
  readonly channels?: readonly AlertChannel[];
}

/** What decides the values of Grafana. */
export interface GrafanaValues {
  /** Address for people, without a slash at the end. */
  readonly url: string;
  /** Whether it shows the traces of Jaeger. */
  readonly traces: boolean;
}

/** What decides the values of the chart. */
export interface PrometheusValues {
  /** Pods of Prometheus, each with all metrics on a volume of its own. */
  readonly replicas: number;
  /** What each pod asks for. */
  readonly resources: Resources;
  /** Days metrics are kept. */
  readonly retentionDays: number;
  /** Volume of each pod, in GiB; the oldest metrics go early where it does not suffice. */
  readonly storageGi: number;
  /** Default: nothing sends alerts on. */
  readonly alertmanager?: AlertmanagerValues | undefined;
  /** Storage class of encrypted block volumes. */
  readonly storageClass: pulumi.Input<string>;
  /** Name of the environment, a label of every alert. */
  readonly environment: string;
  /** Name of the cluster, a label of every alert. */
  readonly clusterName: pulumi.Input<string>;
  /** Region of the SNS topic. */
  readonly region: string;
  /** Namespace of Prometheus and of the platform's monitors and rules. */
  readonly namespace: pulumi.Input<string>;
  /** Namespace of what reads the nodes themselves and needs privileges there. */
  readonly nodeNamespace: pulumi.Input<string>;
  /** Default: there are no dashboards. */
  readonly grafana?: GrafanaValues | undefined;
}

/** Helm release, prefix of the services, and the value of the label that monitors carry. */
export const release = "monitoring";
/** Kubernetes secret with the login of Grafana's administrator. */
export const grafanaAdminSecret = "grafana-admin";

const resources = ({ cpu, memory }: Resources) => ({ requests: { cpu, memory }, limits: { memory } });
const small = resources({ cpu: "50m", memory: "256Mi" });

const enforcedKinds = ["servicemonitors", "podmonitors", "probes", "scrapeconfigs", "prometheusrules"];

/** EKS shows the metrics of scheduler and controller manager through the API server, not as pods. */
const controlPlaneJob = (job: string, path: string) => ({
  job_name: job,
  scheme: "https",
  metrics_path: `/apis/metrics.eks.amazonaws.com/v1/${path}/container/metrics`,
  kubernetes_sd_configs: [{ role: "endpoints", namespaces: { names: ["default"] } }],
  tls_config: {
    ca_file: "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
    server_name: "kubernetes",
  },
  authorization: { credentials_file: "/var/run/secrets/kubernetes.io/serviceaccount/token" },
  relabel_configs: [
    {
      source_labels: ["__meta_kubernetes_service_name", "__meta_kubernetes_endpoint_port_name"],
      action: "keep",
      regex: "kubernetes;https",
    },
  ],
});

const volume = (storageClassName: pulumi.Input<string>, storage: string) => ({
  volumeClaimTemplate: {
    spec: { storageClassName, accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } },
  },
});

/** Values of kube-prometheus-stack for EKS. */
export function prometheusValues(args: PrometheusValues): Record<string, unknown> {
  const notOnEks = { enabled: false };
  return {
    fullnameOverride: release,
    kubeControllerManager: notOnEks,
    kubeScheduler: notOnEks,
    kubeEtcd: notOnEks,
    kubeProxy: notOnEks,
    prometheusOperator: {
      resources: small,
      // The certificate of the webhooks comes from jobs that are Helm hooks, which a Pulumi program does not run.
      admissionWebhooks: { enabled: false },
      tls: { enabled: false },
    },
    prometheus: {
      // With one pod it would block the drain of its node for ever.
      podDisruptionBudget: { enabled: args.replicas > 1 },
      additionalRulesForClusterRole: [
        {
          apiGroups: ["metrics.eks.amazonaws.com"],
          resources: ["kcm/metrics", "ksh/metrics"],
          verbs: ["get"],
        },
      ],
      prometheusSpec: {
        ...onStateNodes,
        replicas: args.replicas,
        resources: resources(args.resources),
        retention: `${args.retentionDays}d`,
        // The rest is for the log of what is not in blocks yet: a full disk stops Prometheus.
        retentionSize: `${Math.floor(args.storageGi * 0.85)}GiB`,
        storageSpec: volume(args.storageClass, `${args.storageGi}Gi`),
        externalLabels: { cluster: args.clusterName, environment: args.environment },
        // Monitors and rules of every layer are picked up, whatever their labels and namespace.
        serviceMonitorSelectorNilUsesHelmValues: false,
        podMonitorSelectorNilUsesHelmValues: false,
        ruleSelectorNilUsesHelmValues: false,
        probeSelectorNilUsesHelmValues: false,
        scrapeConfigSelectorNilUsesHelmValues: false,
        // A team's monitors and rules are about its own namespace, whatever labels they set or ask for: nobody raises
        // alerts in the name of another. The platform's own read the namespaces of others.
        enforcedNamespaceLabel: "namespace",
        excludedFromEnforcement: [args.namespace, args.nodeNamespace].flatMap((namespace) =>
          enforcedKinds.map((resource) => ({ group: "monitoring.coreos.com", resource, namespace })),
        ),
        podAntiAffinity: "soft",
        podAntiAffinityTopologyKey: "topology.kubernetes.io/zone",
        additionalScrapeConfigs: [
          controlPlaneJob("eks-scheduler", "ksh"),
          controlPlaneJob("eks-controller-manager", "kcm"),
        ],
      },
    },
    alertmanager: args.alertmanager ? alertmanagerValues(args.alertmanager, args) : { enabled: false },
    grafana: args.grafana ? grafanaValues(args.grafana, args) : { enabled: false },
    "kube-state-metrics": { resources: small, selfMonitor: { enabled: true } },
    "prometheus-node-exporter": {
      namespaceOverride: args.nodeNamespace,
      resources: resources({ cpu: "25m", memory: "128Mi" }),
      tolerations: [{ operator: "Exists" }],
      securityContext: unprivilegedPod,
      containerSecurityContext: { ...unprivilegedContainer, readOnlyRootFilesystem: true },
    },
  };
}

function alertmanagerValues(
  { replicas, topicArn, channels }: AlertmanagerValues,
  { storageClass, region }: PrometheusValues,
) {
  return {
    serviceAccount: { name: "alertmanager" },
    podDisruptionBudget: { enabled: replicas > 1 },
    config: alertmanagerConfig(topicArn, region, channels),
    alertmanagerSpec: {
      ...onStateNodes,
      replicas,
      resources: resources({ cpu: "25m", memory: "128Mi" }),
      storage: volume(storageClass, "5Gi"),
      podAntiAffinityTopologyKey: "topology.kubernetes.io/zone",
    },
  };
}

function grafanaValues({ url, traces }: GrafanaValues, { storageClass }: PrometheusValues) {
  return {
    fullnameOverride: "grafana",
    ...onStateNodes,
    // One pod with its own volume: two would need a database between them.
    replicas: 1,
    deploymentStrategy: { type: "Recreate" },
    persistence: { enabled: true, storageClassName: storageClass, size: "10Gi" },
    admin: {
      existingSecret: grafanaAdminSecret,
      userKey: "admin-user",
      passwordKey: "admin-password",
    },
    // It would run as root only to change the owner of files that the file system group owns already.
    initChownData: { enabled: false },
    testFramework: { enabled: false },
    resources: resources({ cpu: "100m", memory: "512Mi" }),
    "grafana.ini": {
      server: { root_url: `${url}/` },
      "auth.anonymous": { enabled: false },
      users: { allow_sign_up: false },
      security: { cookie_secure: url.startsWith("https://"), disable_gravatar: true },
      analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
    },
    ...(traces
      ? {
          // It asks /api/services, which Jaeger has up to 2.20 (https://github.com/jaegertracing/jaeger/pull/9260).
          additionalDataSources: [
            { name: "Jaeger", type: "jaeger", uid: "jaeger", url: "http://jaeger:16686", access: "proxy" },
          ],
        }
      : {}),
    sidecar: { resources: resources({ cpu: "25m", memory: "128Mi" }) },
  };
}
