import { Problems } from "@aip/common/problems.ts";
import { quantity } from "@aip/common/quantity.ts";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { installChart } from "../kubernetes/chart.ts";
import { syncSecret } from "../kubernetes/external-secret.ts";
import { platformPriority } from "../kubernetes/placement.ts";
import { routeService } from "../kubernetes/route.ts";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import { otlpPorts } from "./collector-config.ts";
import {
  agentValues,
  type CollectorArgs,
  collectorValues,
  isSampled,
  peers,
  service,
  traceBytes,
} from "./collector-values.ts";
import { type ObservabilityContext, secretStoreOf } from "./context.ts";

export type { CollectorArgs } from "./collector-values.ts";

/**
 * The OpenTelemetry collector, which takes OTLP on 4317 and 4318. Where logs have a place, in Elasticsearch, an agent on
 * every node sends the collector those of the pods. What comes through the gateway needs a token, which is made up and
 * kept in Secrets Manager. Where only a share of the traces is kept, those with an error and slow ones are kept besides:
 * the pods decide it between them.
 *
 * Price: what the pods request of the nodes, 0.05 CPU and 256 MiB for the agent on each; the token 0.40 USD a month, where
 * there is an address.
 *
 * @example
 * import { Collector, ElasticStack, Jaeger } from "@aip/components";
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
 * const collector = new Collector("collector", {
 *   context,
 *   replicas: 3,
 *   resources: { cpu: "250m", memory: "2Gi" },
 *   samplingPercent: 20,
 *   elasticsearch,
 *   jaegerEndpoint: jaeger.otlpEndpoint,
 * });
 * export const otlpEndpoint = collector.grpcEndpoint;
 */
export class Collector extends pulumi.ComponentResource {
  /** Where OTLP over gRPC is sent to, as a URL inside the cluster. */
  readonly grpcEndpoint: pulumi.Output<string>;
  /** Where OTLP over HTTP is sent to, as a URL inside the cluster. */
  readonly httpEndpoint: pulumi.Output<string>;

  /**
   * @throws InvalidInput listing every argument that is not possible.
   * @throws RunError for an address where the context names no secret store.
   */
  constructor(name: string, args: CollectorArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:observability:Collector", name, {}, options);
    checkArgs(name, args);
    const { context } = args;
    const { namespace } = context;
    if (isSampled(args)) this.#peers(name, namespace);
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
          priorityClass: platformPriority.node,
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

  /** A name with the addresses of all pods, by which they find each other. */
  #peers(name: string, namespace: pulumi.Input<string>): void {
    new kubernetes.core.v1.Service(
      `${name}-peers`,
      {
        metadata: { name: peers, namespace },
        spec: {
          type: "ClusterIP",
          clusterIP: "None",
          selector: {
            "app.kubernetes.io/name": "opentelemetry-collector",
            "app.kubernetes.io/instance": service,
          },
          ports: [
            { name: "otlp-peers", port: otlpPorts.peers, targetPort: otlpPorts.peers, protocol: "TCP" },
          ],
        },
      },
      { parent: this },
    );
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

function checkArgs(name: string, args: CollectorArgs): void {
  const problems = new Problems(`Collector ${name}`);
  const { samplingPercent = 100, slowTraceSeconds = 2, resources } = args;
  if (!(samplingPercent >= 0 && samplingPercent <= 100)) {
    problems.add("samplingPercent", samplingPercent, "0 to 100");
  }
  if (!(slowTraceSeconds > 0)) problems.add("slowTraceSeconds", slowTraceSeconds, "seconds above 0");
  if (!((quantity(resources.memory) ?? 0) >= 2 * traceBytes)) {
    problems.add("resources.memory", resources.memory, "a quantity such as 1Gi");
  }
  problems.throwIfAny();
}
