import { images } from "@aip/facts/images.ts";
import * as pulumi from "@pulumi/pulumi";
import { installChart } from "../kubernetes/chart.ts";
import { syncSecret } from "../kubernetes/external-secret.ts";
import { routeService } from "../kubernetes/route.ts";
import { restrictedContainer, restrictedPod } from "../kubernetes/security-context.ts";
import type { Resources } from "../kubernetes/workload-args.ts";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import { agentConfig, collectorConfig, otlpPorts, paths } from "./collector-config.ts";
import { type ObservabilityContext, type PublicAddress, secretStoreOf } from "./context.ts";
import type { ElasticsearchAccess } from "./elastic-stack.ts";

export interface CollectorArgs {
  readonly context: ObservabilityContext;
  readonly replicas: number;
  readonly resources: Resources;
  /** Share of the traces that are kept, in percent. */
  readonly samplingPercent: number;
  /** Where logs go. Default: there is no place for them, and no agent that reads them. */
  readonly elasticsearch?: ElasticsearchAccess | undefined;
  /** Host and port of Jaeger's OTLP receiver. Default: there is no place for traces. */
  readonly jaegerEndpoint?: pulumi.Input<string> | undefined;
  /** Labels of the monitor that has the collector scraped. Default: nothing scrapes. */
  readonly monitorLabels?: Readonly<Record<string, string>> | undefined;
  /** Default: telemetry is taken from inside the cluster alone. */
  readonly address?: PublicAddress | undefined;
}

const service = "otel-collector";

/**
 * The OpenTelemetry collector, which takes OTLP on 4317 and 4318, and an agent on every node that sends it the logs of
 * the pods. What comes through the gateway needs a token, which is made up and kept in Secrets Manager.
 */
export class Collector extends pulumi.ComponentResource {
  readonly grpcEndpoint: pulumi.Output<string>;
  readonly httpEndpoint: pulumi.Output<string>;

  constructor(name: string, args: CollectorArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:observability:Collector", name, {}, options);
    const { context } = args;
    const { namespace } = context;
    const token = args.address ? [this.#token(name, context).resource] : [];
    const monitors = context.monitors ? [context.monitors] : [];
    const chart = installChart(
      `${name}-chart`,
      {
        chart: "opentelemetry-collector",
        releaseName: service,
        namespace,
        mirrors: context,
        values: collectorValues(args),
      },
      { parent: this, dependsOn: [...token, ...monitors] },
    );
    if (args.elasticsearch) {
      installChart(
        `${name}-agent`,
        {
          chart: "opentelemetry-collector",
          releaseName: "otel-agent",
          namespace: context.nodeNamespace,
          mirrors: context,
          values: agentValues(args),
        },
        { parent: this, dependsOn: [chart] },
      );
    }
    if (args.address) {
      const { gateway, hostname } = args.address;
      routeService(
        name,
        {
          gateway,
          hostname,
          namespace,
          service,
          port: otlpPorts.public,
          healthPath: "/",
          healthPort: otlpPorts.health,
        },
        { parent: this, dependsOn: [chart] },
      );
    }
    const url = (port: number) => pulumi.interpolate`http://${service}.${namespace}.svc:${port}`;
    this.grpcEndpoint = url(otlpPorts.grpc);
    this.httpEndpoint = url(otlpPorts.http);
    this.registerOutputs({ grpcEndpoint: this.grpcEndpoint, httpEndpoint: this.httpEndpoint });
  }

  #token(name: string, context: ObservabilityContext) {
    const { namespace, secretsKeyArn } = context;
    const generated = new GeneratedSecret(
      `${name}-token`,
      {
        description: "Token of those who send telemetry from outside the cluster",
        kmsKeyArn: secretsKeyArn,
        generate: { token: { form: "password", length: 48 } },
      },
      { parent: this },
    );
    return syncSecret(
      `${name}-token-synced`,
      {
        secretName: "otel-token",
        namespace,
        store: secretStoreOf(context),
        values: { token: { secretArn: generated.arn, property: "token" } },
      },
      { parent: this },
    );
  }
}

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

function collectorValues(args: CollectorArgs): Record<string, unknown> {
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
    },
    podMonitor: args.monitorLabels
      ? {
          enabled: true,
          extraLabels: args.monitorLabels,
          metricsEndpoints: [{ port: "metrics" }, { port: "exported", honorLabels: true }],
        }
      : { enabled: false },
    alternateConfig: collectorConfig({
      elasticsearch,
      jaegerEndpoint: args.jaegerEndpoint,
      samplingPercent: args.samplingPercent,
      isPublic: address !== undefined,
    }),
  };
}

function agentValues(args: CollectorArgs): Record<string, unknown> {
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
    tolerations: [{ operator: "Exists" }],
    ports: { ...unusedPorts, otlp: off, "otlp-http": off, metrics: off },
    alternateConfig: agentConfig(
      pulumi.interpolate`${service}.${args.context.namespace}.svc:${otlpPorts.grpc}`,
    ),
  };
}
