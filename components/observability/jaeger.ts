import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { installChart } from "../kubernetes/chart.ts";
import { restrictedContainer, restrictedPod } from "../kubernetes/security-context.ts";
import type { ObservabilityContext } from "./context.ts";
import type { ElasticsearchAccess } from "./elastic-resources.ts";
import { cleanTraces } from "./trace-cleaner.ts";

export interface JaegerArgs {
  /** Where it runs, and what the parts of the layer share. */
  readonly context: ObservabilityContext;
  /** Where traces are kept. Default: the newest 50,000 are kept in memory, and lost with the pod. */
  readonly elasticsearch?: ElasticsearchAccess | undefined;
  /** Pods of Jaeger. Where traces are in memory there is always one. */
  readonly replicas: number;
  /** Days after which traces are deleted from Elasticsearch; of no effect where they are in memory. */
  readonly retentionDays: number;
}

const authorityPath = "/etc/jaeger/elasticsearch";

/**
 * Jaeger 2: takes traces by OTLP on 4317 and shows them on 16686, inside the cluster alone. With Elasticsearch, a job
 * deletes old traces every night.
 *
 * Price: what the pods request of the nodes, 0.1 CPU and 1 GiB each.
 *
 * @example
 * import { ElasticStack, Jaeger } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const context = {
 *   environment: "dev",
 *   region: "us-east-1",
 *   clusterName: config.require("clusterName"),
 *   namespace: "observability",
 *   nodeNamespace: "node-telemetry",
 *   storageClass: "gp3",
 *   secretStore: "secrets",
 *   secretsKeyArn: config.require("secretsKeyArn"),
 * };
 * const { elasticsearch } = new ElasticStack("elastic", {
 *   context,
 *   nodes: 3,
 *   resources: { cpu: "2", memory: "8Gi" },
 *   storageGi: 300,
 *   retentionDays: 30,
 *   kibanaReplicas: 2,
 *   kibanaUrl: "http://localhost:5601",
 * });
 * const jaeger = new Jaeger("jaeger", { context, elasticsearch, replicas: 2, retentionDays: 7 });
 * export const otlpEndpoint = jaeger.otlpEndpoint;
 */
export class Jaeger extends pulumi.ComponentResource {
  /** Host and port of the OTLP receiver. */
  readonly otlpEndpoint: pulumi.Output<string>;

  constructor(name: string, args: JaegerArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:observability:Jaeger", name, {}, options);
    const { namespace } = args.context;
    installChart(
      `${name}-chart`,
      {
        chart: "jaeger",
        releaseName: "jaeger",
        namespace,
        mirrors: args.context,
        values: jaegerValues(args),
      },
      { parent: this },
    );
    new kubernetes.policy.v1.PodDisruptionBudget(
      `${name}-disruption`,
      {
        metadata: { name: "jaeger", namespace },
        spec: {
          maxUnavailable: 1,
          unhealthyPodEvictionPolicy: "AlwaysAllow",
          selector: { matchLabels: { "app.kubernetes.io/name": "jaeger" } },
        },
      },
      { parent: this },
    );
    if (args.elasticsearch) {
      cleanTraces(`${name}-cleaner`, args.context, args.elasticsearch, args.retentionDays, { parent: this });
    }
    this.otlpEndpoint = pulumi.interpolate`jaeger.${namespace}.svc:4317`;
    this.registerOutputs({ otlpEndpoint: this.otlpEndpoint });
  }
}

function jaegerValues({ elasticsearch, replicas }: JaegerArgs): Record<string, unknown> {
  const password = elasticsearch && {
    secretKeyRef: { name: elasticsearch.passwordSecret, key: "password" },
  };
  return {
    fullnameOverride: "jaeger",
    userconfig: jaegerConfig(elasticsearch),
    jaeger: {
      // In memory each pod would have traces of its own.
      replicas: elasticsearch ? replicas : 1,
      resources: { requests: { cpu: "100m", memory: "1Gi" }, limits: { memory: "1Gi" } },
      podSecurityContext: restrictedPod(),
      securityContext: restrictedContainer,
      serviceAccount: { automountServiceAccountToken: false },
      ...(elasticsearch
        ? {
            extraEnv: [{ name: "ELASTICSEARCH_PASSWORD", valueFrom: password }],
            extraVolumes: [
              { name: "elasticsearch", secret: { secretName: elasticsearch.certificateSecret } },
            ],
            extraVolumeMounts: [{ name: "elasticsearch", mountPath: authorityPath, readOnly: true }],
          }
        : {}),
    },
  };
}

/** Jaeger is a collector too, and configured as one (https://www.jaegertracing.io/docs/latest/deployment/configuration/). */
function jaegerConfig(elasticsearch: ElasticsearchAccess | undefined): Record<string, unknown> {
  const backend = elasticsearch
    ? {
        elasticsearch: {
          server_urls: [elasticsearch.url],
          auth: { basic: { username: elasticsearch.user, password: `\${env:ELASTICSEARCH_PASSWORD}` } },
          tls: { ca_file: `${authorityPath}/ca.crt` },
        },
      }
    : { memory: { max_traces: 50_000 } };
  return {
    service: {
      extensions: ["jaeger_storage", "jaeger_query", "healthcheckv2"],
      pipelines: {
        traces: { receivers: ["otlp"], processors: ["batch"], exporters: ["jaeger_storage_exporter"] },
      },
      telemetry: {
        metrics: { readers: [{ pull: { exporter: { prometheus: { host: "0.0.0.0", port: 8888 } } } }] },
      },
    },
    extensions: {
      healthcheckv2: { use_v2: true, http: { endpoint: "0.0.0.0:13133" } },
      jaeger_query: { storage: { traces: "primary" } },
      jaeger_storage: { backends: { primary: backend } },
    },
    receivers: {
      otlp: { protocols: { grpc: { endpoint: "0.0.0.0:4317" }, http: { endpoint: "0.0.0.0:4318" } } },
    },
    processors: { batch: {} },
    exporters: { jaeger_storage_exporter: { trace_storage: "primary" } },
  };
}
