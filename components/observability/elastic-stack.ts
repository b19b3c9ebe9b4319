import { Problems } from "@aip/common/problems.ts";
import { elasticStackVersion } from "@aip/facts/elastic.ts";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { installChart } from "../kubernetes/chart.ts";
import { routeService } from "../kubernetes/route.ts";
import type { ObservabilityContext, PublicAddress } from "./context.ts";
import {
  certificateSecret,
  type ElasticSize,
  type ElasticsearchAccess,
  elasticsearchService,
  elasticsearchSpec,
  kibanaService,
  kibanaSpec,
  stackName,
  writerUser,
} from "./elastic-resources.ts";
import { makeElasticUsers } from "./elastic-users.ts";
import { deleteOldLogs } from "./log-retention.ts";
import { type LogstashSize, logstashCertificate, logstashSpec } from "./logstash.ts";

export interface ElasticStackArgs extends ElasticSize {
  /** Where it runs, and what the parts of the layer share. */
  readonly context: ObservabilityContext;
  /**
   * Address of Kibana for people, without a slash at the end: `https:` behind the gateway, `http:` where it is forwarded.
   * Kibana speaks TLS where it begins with `https:`.
   */
  readonly kibanaUrl: string;
  /** The way to Kibana from outside the cluster. Default: it is reached inside the cluster alone. */
  readonly kibanaAddress?: PublicAddress | undefined;
  /** Logstash, for senders that speak neither OTLP nor Elasticsearch. Default: there is none. */
  readonly logstash?: LogstashSize | undefined;
}

/**
 * Elasticsearch, Kibana and, if wanted, Logstash by Elastic's operator, which makes certificates and the passwords of the
 * built-in users. Telemetry is written by a user of its own that can read nothing of the logs. Logs are deleted after
 * `retentionDays`.
 *
 * Price: a volume of `storageGi` for each node of Elasticsearch, and what the pods request of the nodes; two secrets, 0.80 USD
 * a month.
 *
 * @example
 * import { ElasticStack } from "@aip/components";
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
 * const elastic = new ElasticStack("elastic", {
 *   context,
 *   nodes: 3,
 *   resources: { cpu: "2", memory: "8Gi" },
 *   storageGi: 300,
 *   retentionDays: 30,
 *   kibanaReplicas: 2,
 *   kibanaUrl: "https://kibana.example.com",
 *   kibanaAddress: {
 *     gateway: { name: "public", namespace: "gateway" },
 *     hostname: "kibana.example.com",
 *     from: [{ cidr: "10.0.0.0/16" }],
 *   },
 *   logstash: { replicas: 2, issuer: "platform-internal" },
 * });
 * export const elasticsearchUrl = elastic.elasticsearch.url;
 */
export class ElasticStack extends pulumi.ComponentResource {
  /** How telemetry is written. */
  readonly elasticsearch: ElasticsearchAccess;
  /** URL of Kibana inside the cluster. */
  readonly kibanaUrl: pulumi.Output<string>;

  /**
   * @throws InvalidInput listing every size that is not possible.
   * @throws RunError where the context names no secret store.
   */
  constructor(name: string, args: ElasticStackArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:observability:ElasticStack", name, {}, options);
    checkSize(name, args);
    const { context } = args;
    const { namespace } = context;
    const operator = installChart(
      `${name}-operator`,
      {
        chart: "eck-operator",
        releaseName: "elastic-operator",
        namespace,
        mirrors: context,
        values: operatorValues(context),
      },
      { parent: this },
    );
    const { userSecrets, rolesSecret } = makeElasticUsers(name, context, { parent: this });
    const names = {
      version: elasticStackVersion.version,
      storageClass: context.storageClass,
      kibanaUrl: args.kibanaUrl,
      userSecrets: Object.values(userSecrets),
      rolesSecret,
    };
    const elastic = (
      role: string,
      apiVersion: string,
      kind: string,
      spec: object,
      dependsOn: pulumi.Resource[],
    ) =>
      new kubernetes.apiextensions.CustomResource(
        `${name}-${role}`,
        {
          apiVersion,
          kind,
          metadata: {
            name: stackName,
            namespace,
            ...(kind === "Elasticsearch" ? { annotations: ready } : {}),
          },
          spec,
        },
        { parent: this, dependsOn },
      );
    const elasticsearch = elastic(
      "elasticsearch",
      "elasticsearch.k8s.elastic.co/v1",
      "Elasticsearch",
      elasticsearchSpec(args, names),
      [operator],
    );
    const kibana = elastic("kibana", "kibana.k8s.elastic.co/v1", "Kibana", kibanaSpec(args, names), [
      elasticsearch,
    ]);
    const { logstash } = args;
    if (logstash) {
      const parent = { parent: this };
      const certificate = logstashCertificate(
        `${name}-logstash-certificate`,
        pulumi.output(namespace),
        logstash.issuer,
        parent,
      );
      elastic(
        "logstash",
        "logstash.k8s.elastic.co/v1alpha1",
        "Logstash",
        logstashSpec(logstash.replicas, names),
        [elasticsearch, certificate],
      );
    }
    for (const role of ["kibana", ...(logstash ? ["logstash"] : [])]) {
      new kubernetes.policy.v1.PodDisruptionBudget(
        `${name}-${role}-disruption`,
        {
          metadata: { name: `${stackName}-${role}`, namespace },
          spec: {
            maxUnavailable: 1,
            unhealthyPodEvictionPolicy: "AlwaysAllow",
            selector: { matchLabels: { [`${role}.k8s.elastic.co/name`]: stackName } },
          },
        },
        { parent: this },
      );
    }
    if (args.kibanaAddress) {
      const { gateway, hostname } = args.kibanaAddress;
      routeService(
        `${name}-kibana`,
        {
          gateway,
          hostname,
          namespace,
          service: kibanaService,
          port: 5601,
          healthPath: "/login",
          protocol: args.kibanaUrl.startsWith("https:") ? "HTTPS" : "HTTP",
        },
        { parent: this, dependsOn: [kibana] },
      );
    }
    this.elasticsearch = {
      url: pulumi
        .all([namespace, elasticsearch.id])
        .apply(([space]) => `https://${elasticsearchService}.${space}.svc:9200`),
      user: writerUser,
      passwordSecret: userSecrets.writer,
      certificateSecret,
    };
    deleteOldLogs(
      `${name}-retention`,
      context,
      { ...this.elasticsearch, passwordSecret: userSecrets.retention },
      args.retentionDays,
      { parent: this },
    );
    const { protocol } = new URL(args.kibanaUrl);
    this.kibanaUrl = pulumi.interpolate`${protocol}//${kibanaService}.${namespace}.svc:5601`;
    this.registerOutputs({ elasticsearchUrl: this.elasticsearch.url, kibanaUrl: this.kibanaUrl });
  }
}

/** What writes to Elasticsearch starts once it answers. */
const ready = { "pulumi.com/waitFor": "jsonpath={.status.phase}=Ready" };

const operatorValues = ({ namespace }: ObservabilityContext) => ({
  managedNamespaces: [namespace],
  podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
  resources: { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "512Mi" } },
  telemetry: { disabled: true },
});

function checkSize(name: string, size: ElasticStackArgs): void {
  const problems = new Problems(`ElasticStack ${name}`);
  if (!Number.isInteger(size.nodes) || size.nodes < 1 || size.nodes === 2) {
    problems.add("nodes", size.nodes, "1, or 3 and more; two nodes cannot agree on which of them leads");
  }
  if (!(size.storageGi >= 1)) problems.add("storageGi", size.storageGi, "1 or more");
  if (!(size.retentionDays >= 1)) problems.add("retentionDays", size.retentionDays, "1 or more");
  const { logstash } = size;
  if (logstash && !(Number.isInteger(logstash.replicas) && logstash.replicas >= 1)) {
    problems.add("logstash.replicas", logstash.replicas, "a whole number from 1 up");
  }
  problems.throwIfAny();
}
