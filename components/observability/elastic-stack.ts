import { Problems } from "@aip/common/problems.ts";
import { elasticStackVersion } from "@aip/facts/elastic.ts";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { installChart } from "../kubernetes/chart.ts";
import { syncSecret } from "../kubernetes/external-secret.ts";
import { routeService } from "../kubernetes/route.ts";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import { type ObservabilityContext, type PublicAddress, secretStoreOf } from "./context.ts";
import {
  certificateSecret,
  type ElasticSize,
  elasticsearchService,
  elasticsearchSpec,
  kibanaService,
  kibanaSpec,
  logstashSpec,
  stackName,
  writerRole,
  writerRoleDefinition,
  writerUser,
} from "./elastic-resources.ts";

export interface ElasticStackArgs extends ElasticSize {
  readonly context: ObservabilityContext;
  /** Address of Kibana for people: `https:` behind the gateway, `http:` where it is forwarded. */
  readonly kibanaUrl: string;
  /** Default: Kibana is reached inside the cluster alone. */
  readonly kibanaAddress?: PublicAddress | undefined;
}

/** How other parts write to Elasticsearch. */
export interface ElasticsearchAccess {
  readonly url: pulumi.Output<string>;
  readonly user: string;
  /** Kubernetes secret whose key `password` is the user's. */
  readonly passwordSecret: pulumi.Output<string>;
  /** Kubernetes secret whose key `ca.crt` is the authority of the server's certificate. */
  readonly certificateSecret: string;
}

/**
 * Elasticsearch, Kibana and Logstash by Elastic's operator, which makes certificates and the passwords of the built-in
 * users. Telemetry is written by a user of its own that can read nothing of the logs.
 *
 * Price: gp3 volumes of `storageGi` for each node, and what the pods request of the nodes.
 */
export class ElasticStack extends pulumi.ComponentResource {
  readonly elasticsearch: ElasticsearchAccess;
  readonly kibanaUrl: pulumi.Output<string>;

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
    const secrets = this.#secrets(name, context);
    const names = {
      version: elasticStackVersion.version,
      storageClass: context.storageClass,
      kibanaUrl: args.kibanaUrl,
      writerSecret: secrets.writer.name,
      rolesSecret: secrets.roles.name,
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
    elastic("logstash", "logstash.k8s.elastic.co/v1alpha1", "Logstash", logstashSpec(args, names), [
      elasticsearch,
    ]);
    for (const [role, label] of Object.entries({
      kibana: "kibana.k8s.elastic.co/name",
      logstash: "logstash.k8s.elastic.co/name",
    })) {
      new kubernetes.policy.v1.PodDisruptionBudget(
        `${name}-${role}-disruption`,
        {
          metadata: { name: `${stackName}-${role}`, namespace },
          spec: {
            maxUnavailable: 1,
            unhealthyPodEvictionPolicy: "AlwaysAllow",
            selector: { matchLabels: { [label]: stackName } },
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
      passwordSecret: secrets.writer.name,
      certificateSecret,
    };
    const { protocol } = new URL(args.kibanaUrl);
    this.kibanaUrl = pulumi.interpolate`${protocol}//${kibanaService}.${namespace}.svc:5601`;
    this.registerOutputs({ elasticsearchUrl: this.elasticsearch.url, kibanaUrl: this.kibanaUrl });
  }

  #secrets(name: string, context: ObservabilityContext) {
    const { namespace, secretsKeyArn } = context;
    const parent = { parent: this };
    const generated = new GeneratedSecret(
      `${name}-writer`,
      {
        description: "User that writes telemetry to Elasticsearch",
        kmsKeyArn: secretsKeyArn,
        fixed: { username: writerUser },
        generate: { password: { form: "password", length: 32 } },
      },
      parent,
    );
    const values = { password: { secretArn: generated.arn, property: "password" } };
    const common = { namespace, store: secretStoreOf(context), values };
    const writer = syncSecret(
      `${name}-writer-synced`,
      {
        ...common,
        secretName: `${stackName}-writer`,
        type: "kubernetes.io/basic-auth",
        template: { username: writerUser, password: "{{ .password }}", roles: writerRole },
      },
      parent,
    );
    const roles = syncSecret(
      `${name}-roles-synced`,
      { ...common, secretName: `${stackName}-roles`, template: { "roles.yml": writerRoleDefinition } },
      parent,
    );
    return { writer, roles };
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

function checkSize(name: string, size: ElasticSize): void {
  const problems = new Problems(`ElasticStack ${name}`);
  if (!Number.isInteger(size.nodes) || size.nodes < 1 || size.nodes === 2) {
    problems.add("nodes", size.nodes, "1, or 3 and more; two nodes cannot agree on which of them leads");
  }
  if (!(size.storageGi >= 1)) problems.add("storageGi", size.storageGi, "1 or more");
  if (!(size.retentionDays >= 1)) problems.add("retentionDays", size.retentionDays, "1 or more");
  problems.throwIfAny();
}
