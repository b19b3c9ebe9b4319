import { quantity } from "@aip/common/quantity.ts";
import { images } from "@aip/facts/images.ts";
import * as pulumi from "@pulumi/pulumi";
import {
  restrictedContainer,
  restrictedPod,
  unprivilegedContainer,
  unprivilegedPod,
} from "../kubernetes/security-context.ts";
import type { Resources } from "../kubernetes/workload-args.ts";
import { agentConfig, collectorConfig, otlpPorts, paths } from "./collector-config.ts";
import type { ObservabilityContext, PublicAddress } from "./context.ts";
import type { ElasticsearchAccess } from "./elastic-resources.ts";

export interface CollectorArgs {
  /** Where it runs, and what the parts of the layer share. */
  readonly context: ObservabilityContext;
  /** Pods of the collector. */
  readonly replicas: number;
  /** What each pod asks for. Half of the memory may hold traces that are waited for. */
  readonly resources: Resources;
  /** Share of the traces that are kept, in percent, besides those with an error and slow ones. Default: 100. */
  readonly samplingPercent?: number;
  /** Traces that take longer are all kept; seconds. Default: 2. */
  readonly slowTraceSeconds?: number;
  /** Where logs go. Default: there is no place for them, and no agent that reads them. */
  readonly elasticsearch?: ElasticsearchAccess | undefined;
  /** Host and port of Jaeger's OTLP receiver. Default: there is no place for traces. */
  readonly jaegerEndpoint?: pulumi.Input<string> | undefined;
  /** Labels of the monitor that has the collector scraped. Default: nothing scrapes. */
  readonly monitorLabels?: Readonly<Record<string, string>> | undefined;
  /** The way in from outside the cluster, with a token. Default: telemetry is taken from inside the cluster alone. */
  readonly address?: PublicAddress | undefined;
}

/** Helm release and Kubernetes service of the collector. */
export const service = "otel-collector";
/** Kubernetes service that has the addresses of all collectors. */
export const peers = `${service}-peers`;

/** All traces are kept without a decision where the share is all of them, or where there is no place for any. */
export const isSampled = ({ samplingPercent = 100, jaegerEndpoint }: CollectorArgs): boolean =>
  samplingPercent < 100 && jaegerEndpoint !== undefined;

/** What a trace takes in memory, in bytes: some twenty spans of two KiB. */
export const traceBytes = 40 * 1024;

const resources = ({ cpu, memory }: Resources) => ({ requests: { cpu, memory }, limits: { memory } });

function common() {
  const { repository, tag } = images["opentelemetry-collector"];
  const off = { enabled: false };
  return {
    image: { repository, tag },
    command: { name: "otelcol-contrib" },
    unusedPorts: { "jaeger-compact": off, "jaeger-thrift": off, "jaeger-grpc": off, zipkin: off },
  };
}

/**
 * The metrics that were sent say what they are of in `namespace` and `pod`. The label `collector` keeps apart what a sender
 * gave to one collector and, after a new connection, to another.
 */
const exportedMetrics = {
  port: "exported",
  honorLabels: true,
  relabelings: [
    { action: "replace", sourceLabels: ["__meta_kubernetes_pod_name"], targetLabel: "collector" },
    { action: "labeldrop", regex: "pod|container" },
  ],
};

/** Values of the chart for the collector. */
export function collectorValues(args: CollectorArgs): Record<string, unknown> {
  const { unusedPorts, ...shared } = common();
  const { elasticsearch, address } = args;
  const port = (number: number, enabled = true) => ({
    enabled,
    containerPort: number,
    servicePort: number,
    protocol: "TCP",
  });
  return {
    ...shared,
    fullnameOverride: service,
    mode: "deployment",
    replicaCount: args.replicas,
    resources: resources(args.resources),
    podSecurityContext: restrictedPod(),
    securityContext: restrictedContainer,
    serviceAccount: { automountServiceAccountToken: false },
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { "app.kubernetes.io/instance": service } },
      },
    ],
    ...(elasticsearch === undefined
      ? {}
      : {
          extraEnvs: [
            {
              name: "ELASTICSEARCH_PASSWORD",
              valueFrom: { secretKeyRef: { name: elasticsearch.passwordSecret, key: "password" } },
            },
          ],
        }),
    extraVolumes: [
      ...(elasticsearch
        ? [{ name: "elasticsearch", secret: { secretName: elasticsearch.certificateSecret } }]
        : []),
      ...(address ? [{ name: "token", secret: { secretName: "otel-token" } }] : []),
    ],
    extraVolumeMounts: [
      ...(elasticsearch
        ? [{ name: "elasticsearch", mountPath: paths.elasticsearchAuthority, readOnly: true }]
        : []),
      ...(address ? [{ name: "token", mountPath: paths.token, readOnly: true }] : []),
    ],
    ports: {
      ...unusedPorts,
      metrics: port(otlpPorts.metrics),
      exported: port(otlpPorts.exported),
      "otlp-public": port(otlpPorts.public, address !== undefined),
      ...(isSampled(args) ? { "otlp-peers": port(otlpPorts.peers) } : {}),
    },
    podMonitor: args.monitorLabels
      ? {
          enabled: true,
          extraLabels: args.monitorLabels,
          metricsEndpoints: [{ port: "metrics" }, exportedMetrics],
        }
      : { enabled: false },
    alternateConfig: collectorConfig({
      elasticsearch,
      jaegerEndpoint: args.jaegerEndpoint,
      sampling: isSampled(args)
        ? {
            percent: args.samplingPercent ?? 100,
            slowSeconds: args.slowTraceSeconds ?? 2,
            heldTraces: Math.floor((quantity(args.resources.memory) ?? 0) / 2 / traceBytes),
            peers: pulumi.interpolate`${peers}.${args.context.namespace}.svc`,
          }
        : undefined,
      isPublic: address !== undefined,
    }),
  };
}

/** Values of the chart for the agent on every node. */
export function agentValues(args: CollectorArgs): Record<string, unknown> {
  const { unusedPorts, ...shared } = common();
  const off = { enabled: false };
  return {
    ...shared,
    fullnameOverride: "otel-agent",
    mode: "daemonset",
    // Only root may read the logs of pods. Where it has read to is kept on the node, so that a restart loses nothing.
    presets: {
      logsCollection: { enabled: true, storeCheckpoints: true },
      kubernetesAttributes: { enabled: true },
    },
    resources: resources({ cpu: "50m", memory: "256Mi" }),
    podSecurityContext: unprivilegedPod,
    // The chart leaves the user to the image, which is no root, as soon as anything is set here.
    securityContext: {
      ...unprivilegedContainer,
      readOnlyRootFilesystem: true,
      runAsUser: 0,
      runAsGroup: 0,
    },
    tolerations: [{ operator: "Exists" }],
    ports: { ...unusedPorts, otlp: off, "otlp-http": off, metrics: off },
    alternateConfig: agentConfig(
      pulumi.interpolate`${service}.${args.context.namespace}.svc:${otlpPorts.grpc}`,
    ),
  };
}
