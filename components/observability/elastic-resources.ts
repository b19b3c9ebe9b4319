import type * as pulumi from "@pulumi/pulumi";
import { restrictedContainer } from "../kubernetes/security-context.ts";
import type { Resources } from "../kubernetes/workload-args.ts";

export interface ElasticSize {
  /** Elasticsearch nodes: 1, or 3 and more, since two cannot agree on which of them leads. */
  readonly nodes: number;
  readonly resources: Resources;
  /** Of each node. */
  readonly storageGi: number;
  /** After so many days log streams are dropped. */
  readonly retentionDays: number;
  readonly kibanaReplicas: number;
  readonly logstashReplicas: number;
}

export interface ElasticNames {
  readonly version: string;
  readonly storageClass: pulumi.Input<string>;
  /** Address of Kibana for people, without a slash at the end. Kibana speaks TLS where it begins with `https:`. */
  readonly kibanaUrl: string;
  readonly writerSecret: pulumi.Input<string>;
  readonly rolesSecret: pulumi.Input<string>;
}

/** All three are called so; the operator makes `logs-es-http`, `logs-kb-http` and the like of it. */
export const stackName = "logs";
export const elasticsearchService = `${stackName}-es-http`;
/** Secret in which the operator keeps the certificate that Elasticsearch answers with. */
export const certificateSecret = `${stackName}-es-http-certs-public`;
export const kibanaService = `${stackName}-kb-http`;
export const writerUser = "telemetry";
export const writerRole = "telemetry_writer";

const resources = ({ cpu, memory }: Resources) => ({ requests: { cpu, memory }, limits: { memory } });

const podSpec = (container: string, size: Resources) => ({
  automountServiceAccountToken: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 1000,
    fsGroup: 1000,
    seccompProfile: { type: "RuntimeDefault" },
  },
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels: { "app.kubernetes.io/part-of": `${stackName}-${container}` } },
    },
  ],
  containers: [
    {
      name: container,
      resources: resources(size),
      // The images prepare their configuration in place, so the file system stays writable.
      securityContext: { ...restrictedContainer, readOnlyRootFilesystem: false },
    },
  ],
});

const podTemplate = (container: string, size: Resources) => ({
  metadata: { labels: { "app.kubernetes.io/part-of": `${stackName}-${container}` } },
  spec: podSpec(container, size),
});

/** What collector and Jaeger may do: add logs, and own the indices of traces. No other data can be read. */
export const writerRoleDefinition = [
  `${writerRole}:`,
  "  cluster: [monitor, manage_index_templates, manage_ilm]",
  "  indices:",
  '    - names: ["logs-*"]',
  "      privileges: [auto_configure, create_doc]",
  '    - names: ["jaeger-*"]',
  "      privileges: [all]",
  "",
].join("\n");

/** How Logstash names the variables of its environment; the operator sets these to reach Elasticsearch. */
const variable = (name: string) => `"\${${name}}"`;

/** Spec of the Elasticsearch object. */
export const elasticsearchSpec = (size: ElasticSize, names: ElasticNames) => ({
  version: names.version,
  auth: { fileRealm: [{ secretName: names.writerSecret }], roles: [{ secretName: names.rolesSecret }] },
  volumeClaimDeletePolicy: "DeleteOnScaledownOnly",
  nodeSets: [
    {
      name: "default",
      count: size.nodes,
      config: {
        // Memory maps need a kernel setting that only a privileged container could make.
        "node.store.allow_mmap": false,
        "data_streams.lifecycle.retention.default": `${size.retentionDays}d`,
      },
      podTemplate: podTemplate("elasticsearch", size.resources),
      volumeClaimTemplates: [
        {
          metadata: { name: "elasticsearch-data" },
          spec: {
            accessModes: ["ReadWriteOnce"],
            storageClassName: names.storageClass,
            resources: { requests: { storage: `${size.storageGi}Gi` } },
          },
        },
      ],
    },
  ],
});

/** Spec of the Kibana object. */
export const kibanaSpec = (size: ElasticSize, names: ElasticNames) => ({
  version: names.version,
  count: size.kibanaReplicas,
  elasticsearchRef: { name: stackName },
  // A forwarded connection is encrypted as far as the pod, and comes from a browser that does not know the certificate.
  ...(names.kibanaUrl.startsWith("https:")
    ? {}
    : { http: { tls: { selfSignedCertificate: { disabled: true } } } }),
  config: { "server.publicBaseUrl": names.kibanaUrl, "telemetry.optIn": false },
  podTemplate: podTemplate("kibana", { cpu: "200m", memory: "1536Mi" }),
});

/**
 * Spec of the Logstash object: for what speaks neither OTLP nor Elasticsearch. It takes events over HTTP and from Beats,
 * and writes them to a log stream of their own.
 */
export const logstashSpec = (size: ElasticSize, names: ElasticNames) => ({
  version: names.version,
  count: size.logstashReplicas,
  elasticsearchRefs: [{ name: stackName, clusterName: stackName }],
  pipelines: [
    {
      "pipeline.id": "main",
      "config.string": [
        "input { http { port => 8080 } beats { port => 5044 } }",
        'filter { if ![message] { mutate { add_field => { "message" => "" } } } }',
        "output {",
        "  elasticsearch {",
        `    hosts => [ ${variable("LOGS_ES_HOSTS")} ]`,
        `    user => ${variable("LOGS_ES_USER")}`,
        `    password => ${variable("LOGS_ES_PASSWORD")}`,
        `    ssl_certificate_authorities => ${variable("LOGS_ES_SSL_CERTIFICATE_AUTHORITY")}`,
        "    data_stream => true",
        '    data_stream_type => "logs"',
        '    data_stream_dataset => "logstash"',
        "  }",
        "}",
        "",
      ].join("\n"),
    },
  ],
  services: [
    {
      name: "input",
      service: {
        spec: {
          type: "ClusterIP",
          ports: [
            { name: "http", port: 8080, targetPort: 8080, protocol: "TCP" },
            { name: "beats", port: 5044, targetPort: 5044, protocol: "TCP" },
          ],
        },
      },
    },
  ],
  podTemplate: podTemplate("logstash", { cpu: "200m", memory: "2Gi" }),
  volumeClaimTemplates: [
    {
      metadata: { name: "logstash-data" },
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName: names.storageClass,
        resources: { requests: { storage: "5Gi" } },
      },
    },
  ],
});
