import type * as pulumi from "@pulumi/pulumi";
import { onStateNodes, platformPriority } from "../kubernetes/placement.ts";
import { restrictedContainer } from "../kubernetes/security-context.ts";
import type { Resources } from "../kubernetes/workload-args.ts";

/** How large the stack is. */
export interface ElasticSize {
  /** Elasticsearch nodes: 1, or 3 and more, since two cannot agree on which of them leads. */
  readonly nodes: number;
  /** What each node asks for. */
  readonly resources: Resources;
  /** Volume of each node, in GiB. */
  readonly storageGi: number;
  /** Days after which logs are deleted. */
  readonly retentionDays: number;
  /** Pods of Kibana. */
  readonly kibanaReplicas: number;
}

/** What the objects of the stack call others by. */
export interface ElasticNames {
  /** Version of Elasticsearch, Kibana and Logstash. */
  readonly version: string;
  /** Storage class of encrypted block volumes. */
  readonly storageClass: pulumi.Input<string>;
  /** Address of Kibana for people, without a slash at the end. Kibana speaks TLS where it begins with `https:`. */
  readonly kibanaUrl: string;
  /** Kubernetes secrets with a user each. */
  readonly userSecrets: readonly pulumi.Input<string>[];
  /** Kubernetes secret with the definitions of the users' roles. */
  readonly rolesSecret: pulumi.Input<string>;
}

/** How other parts write to Elasticsearch. */
export interface ElasticsearchAccess {
  /** URL inside the cluster, known once Elasticsearch answers. */
  readonly url: pulumi.Output<string>;
  /** Name of the user that writes. */
  readonly user: string;
  /** Kubernetes secret whose key `password` is the user's. */
  readonly passwordSecret: pulumi.Output<string>;
  /** Kubernetes secret whose key `ca.crt` is the authority of the server's certificate. */
  readonly certificateSecret: string;
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
  priorityClassName: platformPriority.critical,
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

/** Pods that hold to the Pod Security Standard `restricted`, spread over zones. */
export const podTemplate = (container: string, size: Resources) => ({
  metadata: { labels: { "app.kubernetes.io/part-of": `${stackName}-${container}` } },
  spec: podSpec(container, size),
});

/** The same pods where what keeps state may run. */
const onState = ({ metadata, spec }: ReturnType<typeof podTemplate>) => ({
  metadata,
  spec: { ...spec, ...onStateNodes },
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

/** Spec of the Elasticsearch object. */
export const elasticsearchSpec = (size: ElasticSize, names: ElasticNames) => ({
  version: names.version,
  auth: {
    fileRealm: names.userSecrets.map((secretName) => ({ secretName })),
    roles: [{ secretName: names.rolesSecret }],
  },
  volumeClaimDeletePolicy: "DeleteOnScaledownOnly",
  nodeSets: [
    {
      name: "default",
      count: size.nodes,
      config: {
        // Memory maps need a kernel setting that only a privileged container could make.
        "node.store.allow_mmap": false,
      },
      podTemplate: onState(podTemplate("elasticsearch", size.resources)),
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
