import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type ElasticNames, podTemplate, stackName } from "./elastic-resources.ts";

/** Logstash, for what speaks neither OTLP nor Elasticsearch. */
export interface LogstashSize {
  /** Pods of Logstash. */
  readonly replicas: number;
  /** ClusterIssuer of cert-manager, whose certificate Logstash answers with. */
  readonly issuer: string;
}

/** Ports at which Logstash takes events, both with TLS. */
export const logstashPorts = { http: 8080, beats: 5044 };

/** Kubernetes service of the inputs. */
export const logstashService = `${stackName}-ls-input`;

const certificateSecret = `${stackName}-ls-input-certificate`;
const certificatePath = "/usr/share/logstash/certificate";

/** How Logstash names the variables of its environment; the operator sets these to reach Elasticsearch. */
const variable = (name: string) => `"\${${name}}"`;

const tls = [
  "ssl_enabled => true",
  `ssl_certificate => "${certificatePath}/tls.crt"`,
  `ssl_key => "${certificatePath}/tls.key"`,
].join(" ");

const pipeline = [
  "input {",
  `  http { port => ${logstashPorts.http} ${tls} }`,
  `  beats { port => ${logstashPorts.beats} ${tls} }`,
  "}",
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
].join("\n");

/**
 * Spec of the Logstash object: it takes events over HTTP and from Beats of any namespace, and writes them to a log stream of
 * their own.
 */
export const logstashSpec = (replicas: number, names: Pick<ElasticNames, "version" | "storageClass">) => {
  const template = podTemplate("logstash", { cpu: "200m", memory: "2Gi" });
  const [container] = template.spec.containers;
  return {
    version: names.version,
    count: replicas,
    elasticsearchRefs: [{ name: stackName, clusterName: stackName }],
    pipelines: [{ "pipeline.id": "main", "config.string": pipeline }],
    services: [
      {
        name: "input",
        service: {
          spec: {
            type: "ClusterIP",
            ports: Object.entries(logstashPorts).map(([name, port]) => ({
              name,
              port,
              targetPort: port,
              protocol: "TCP",
            })),
          },
        },
      },
    ],
    podTemplate: {
      ...template,
      spec: {
        ...template.spec,
        containers: [
          {
            ...container,
            volumeMounts: [{ name: "certificate", mountPath: certificatePath, readOnly: true }],
          },
        ],
        volumes: [{ name: "certificate", secret: { secretName: certificateSecret } }],
      },
    },
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
  };
};

/** The certificate of Logstash's inputs, which cert-manager keeps and renews. */
export const logstashCertificate = (
  name: string,
  namespace: pulumi.Output<string>,
  issuer: string,
  options: pulumi.CustomResourceOptions,
): kubernetes.apiextensions.CustomResource =>
  new kubernetes.apiextensions.CustomResource(
    name,
    {
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: {
        name: certificateSecret,
        namespace,
        annotations: { "pulumi.com/waitFor": "condition=Ready" },
      },
      spec: {
        secretName: certificateSecret,
        dnsNames: [
          logstashService,
          namespace.apply((space) => `${logstashService}.${space}.svc`),
          namespace.apply((space) => `${logstashService}.${space}.svc.cluster.local`),
        ],
        // The Beats input reads keys of this form alone (https://www.elastic.co/docs/reference/logstash/plugins/plugins-inputs-beats).
        privateKey: { algorithm: "RSA", size: 2048, encoding: "PKCS8", rotationPolicy: "Always" },
        usages: ["server auth"],
        issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: issuer },
      },
    },
    options,
  );
