import * as pulumi from "@pulumi/pulumi";
import { allowTraffic } from "../kubernetes/allow-traffic.ts";
import { PlatformNamespace } from "../kubernetes/namespace.ts";
import { type Flow, type Peer, podIdentityAgent, publicHttps } from "../kubernetes/traffic.ts";
import { otlpPorts } from "./collector-config.ts";
import { logstashPorts } from "./logstash.ts";

export interface ObservabilityNamespacesArgs {
  /** Namespace of everything but what reads the nodes. */
  readonly namespace: string;
  /** Namespace of what reads the nodes themselves. */
  readonly nodeNamespace: string;
  /** What runs in them: what is not there needs no way in. */
  readonly parts: {
    /** Prometheus, whose pods may call every pod. */
    readonly prometheus: boolean;
    /** The OpenTelemetry collector, which takes OTLP from every namespace, and from the gateway. */
    readonly collector: boolean;
    /** Grafana, which the gateway reaches. */
    readonly grafana: boolean;
    /** Elastic's operator, whose webhook the API server calls, and Kibana, which the gateway reaches. */
    readonly elastic: boolean;
    /** Logstash, which takes events from every namespace. */
    readonly logstash: boolean;
  };
  /**
   * What all pods of `namespace` may ask for together: Kubernetes quantities by resource, such as `requests.cpu`.
   */
  readonly quota: Readonly<Record<string, string>>;
  /** Who asks Prometheus from other namespaces, at its port. Default: nobody. */
  readonly prometheusCallers?: readonly Peer[];
  /** Where the gateway's requests come from. Default: there is no gateway. */
  readonly gatewayPeers?: readonly Peer[];
  /** IPv4 ranges of the cluster's API server, which calls webhooks, and of the nodes. */
  readonly apiServerCidrs: readonly string[];
}

/** Where nodes say how they are: the node exporter and the kubelet. */
const nodeMetricsPorts = [9100, 10250];

/**
 * The namespaces of the layer: one that holds to the Pod Security Standard `restricted`, and a small one for what cannot,
 * because it reads the nodes. Telemetry may come in from every namespace, requests from the gateway, those of callers to
 * Prometheus, and calls of the API
 * server to the webhook of Elastic's operator. HTTPS may go out to anywhere, and Prometheus may go to every pod and node. Besides
 * these, only DNS and requests for Pod Identity credentials pass their borders.
 *
 * Costs nothing by itself.
 *
 * @example
 * import { ObservabilityNamespaces } from "@aip/components";
 *
 * const namespaces = new ObservabilityNamespaces("observability", {
 *   namespace: "observability",
 *   nodeNamespace: "node-telemetry",
 *   parts: { prometheus: true, collector: true, grafana: true, elastic: false, logstash: false },
 *   quota: { "requests.cpu": "8", "requests.memory": "32Gi" },
 *   gatewayPeers: [{ cidr: "10.0.0.0/16" }],
 *   apiServerCidrs: ["10.0.0.0/16"],
 * });
 * export const namespace = namespaces.namespace;
 */
export class ObservabilityNamespaces extends pulumi.ComponentResource {
  /** Name of the namespace, known once traffic within it is allowed. */
  readonly namespace: pulumi.Output<string>;
  /** Name of the namespace of what reads the nodes. */
  readonly nodeNamespace: pulumi.Output<string>;

  constructor(name: string, args: ObservabilityNamespacesArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:observability:ObservabilityNamespaces", name, {}, options);
    const parent = { parent: this };
    const { namespace } = new PlatformNamespace(
      `${name}-space`,
      { namespace: args.namespace, quota: args.quota },
      parent,
    );
    const nodes = new PlatformNamespace(
      `${name}-nodes`,
      {
        namespace: args.nodeNamespace,
        podSecurity: "privileged",
        // One pod of each kind on each node.
        quota: { pods: "3000" },
      },
      parent,
    );
    const fromGateway = (port: number): Flow[] =>
      args.gatewayPeers ? [{ peers: args.gatewayPeers, ports: [port] }] : [];
    const { parts, prometheusCallers = [] } = args;
    const only = (on: boolean, policy: () => pulumi.Resource) => (on ? [policy()] : []);
    const policies = [
      allowTraffic(
        `${name}-inside`,
        {
          policyName: "inside",
          namespace,
          withinNamespace: true,
          egress: [podIdentityAgent, publicHttps],
        },
        parent,
      ),
      ...only(parts.prometheus, () =>
        allowTraffic(
          `${name}-prometheus`,
          {
            policyName: "prometheus",
            namespace,
            podLabels: app("prometheus"),
            // A rule without peers would let everybody in.
            ingress: prometheusCallers.length === 0 ? [] : [{ peers: prometheusCallers, ports: [9090] }],
            // Metrics are at any port of pods, and at two of nodes.
            egressEveryPort: [{ everyNamespace: true }],
            egress: [{ peers: args.apiServerCidrs.map((cidr) => ({ cidr })), ports: nodeMetricsPorts }],
          },
          parent,
        ),
      ),
      ...only(parts.collector, () =>
        allowTraffic(
          `${name}-collector`,
          {
            policyName: "collector",
            namespace,
            podLabels: app("opentelemetry-collector"),
            ingress: [
              { peers: [{ everyNamespace: true }], ports: [otlpPorts.grpc, otlpPorts.http] },
              ...fromGateway(otlpPorts.public),
              ...fromGateway(otlpPorts.health),
            ],
          },
          parent,
        ),
      ),
      ...only(parts.grafana, () =>
        allowTraffic(
          `${name}-grafana`,
          { policyName: "grafana", namespace, podLabels: app("grafana"), ingress: fromGateway(3000) },
          parent,
        ),
      ),
      ...only(parts.elastic, () =>
        allowTraffic(
          `${name}-kibana`,
          {
            policyName: "kibana",
            namespace,
            podLabels: { "common.k8s.elastic.co/type": "kibana" },
            ingress: fromGateway(5601),
          },
          parent,
        ),
      ),
      ...only(parts.logstash, () =>
        allowTraffic(
          `${name}-logstash`,
          {
            policyName: "logstash",
            namespace,
            podLabels: { "common.k8s.elastic.co/type": "logstash" },
            ingress: [{ peers: [{ everyNamespace: true }], ports: Object.values(logstashPorts) }],
          },
          parent,
        ),
      ),
      ...only(parts.elastic, () =>
        allowTraffic(
          `${name}-webhook`,
          {
            policyName: "elastic-webhook",
            namespace,
            podLabels: app("elastic-operator"),
            ingress: [{ peers: args.apiServerCidrs.map((cidr) => ({ cidr })), ports: [9443] }],
          },
          parent,
        ),
      ),
      allowTraffic(
        `${name}-agents`,
        {
          policyName: "agents",
          namespace: nodes.namespace,
          ingress: [
            {
              peers: [{ namespace: args.namespace, podLabels: app("prometheus") }],
              ports: [9100],
            },
          ],
          egress: [{ peers: [{ namespace: args.namespace }], ports: [otlpPorts.grpc] }, publicHttps],
        },
        parent,
      ),
    ];
    const once = (space: pulumi.Output<string>) =>
      pulumi.all([space, ...policies.map(({ urn }) => urn)]).apply(([created]) => created as string);
    this.namespace = once(namespace);
    this.nodeNamespace = once(nodes.namespace);
    this.registerOutputs({ namespace: this.namespace, nodeNamespace: this.nodeNamespace });
  }
}

const app = (name: string) => ({ "app.kubernetes.io/name": name });
