import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentity } from "../iam/pod-identity.ts";
import { autoscale } from "./autoscaler.ts";
import { monitorService } from "./monitor.ts";
import { restartWithSecrets } from "./pod-inputs.ts";
import { routeService } from "./route.ts";
import { egressRules, type Flow, ingressRules, podIdentityAgent } from "./traffic.ts";
import { type ResolvedWorkload, resolveWorkload, type WorkloadArgs } from "./workload-args.ts";
import { podLabels, podTemplate } from "./workload-pod.ts";

/**
 * A stateless HTTP service of ours: Deployment, Service and everything that a service in production needs around them.
 * Its pods hold to the Pod Security Standard `restricted`, cannot write but to `/tmp`, spread over zones and nodes, are
 * called by nobody and reach nothing that is not named, and keep running through the drain of a node. Pods with an AWS
 * identity start after it exists. After a change of one of their secrets Reloader starts them anew, one by one.
 *
 * Costs what its pods request of the nodes.
 *
 * @example
 * import { PlatformNamespace, syncSecret, Workload } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const { namespace } = new PlatformNamespace("search", {
 *   namespace: "search",
 *   quota: { "requests.cpu": "2", "limits.memory": "4Gi", pods: "10" },
 * });
 * const login = syncSecret(
 *   "search-login",
 *   {
 *     secretName: "login",
 *     namespace,
 *     store: config.require("secretStore"),
 *     values: { password: { secretArn: config.require("loginSecretArn"), property: "password" } },
 *   },
 *   {},
 * );
 * const search = new Workload("search", {
 *   serviceName: "search",
 *   namespace,
 *   image: "registry.example.com/search:1.2.0",
 *   port: 8080,
 *   resources: { cpu: "250m", memory: "512Mi" },
 *   probes: { readyPath: "/ready", livePath: "/live" },
 *   scaling: { by: "fixed", replicas: 2 },
 *   secretFiles: [{ volume: "login", secretName: login.name, mountPath: "/etc/search/login" }],
 *   callers: [{ namespace: "inference" }],
 * });
 * export const url = search.url;
 */
export class Workload extends pulumi.ComponentResource {
  /** Address of the service inside the cluster, known once its Deployment is ready. */
  readonly url: pulumi.Output<string>;
  /** Role of the pods in AWS; `undefined` where they have none. */
  readonly roleArn: pulumi.Output<string> | undefined;

  /** @throws InvalidInput listing every argument that is not possible. */
  constructor(name: string, args: WorkloadArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:kubernetes:Workload", name, {}, options);
    const spec = resolveWorkload(args);
    const { serviceName, namespace } = spec;
    const parent = { parent: this };
    const metadata = { name: serviceName, namespace, labels: podLabels(serviceName) };
    const selector = { matchLabels: podLabels(serviceName) };

    const identity = spec.identity
      ? new PodIdentity(
          `${name}-identity`,
          {
            clusterName: spec.identity.clusterName,
            namespace,
            serviceAccount: serviceName,
            statements: spec.identity.statements,
          },
          parent,
        )
      : undefined;
    const account = new kubernetes.core.v1.ServiceAccount(
      `${name}-account`,
      { metadata, automountServiceAccountToken: false },
      parent,
    );
    const network = new kubernetes.networking.v1.NetworkPolicy(
      `${name}-network`,
      {
        metadata,
        spec: {
          podSelector: selector,
          policyTypes: ["Ingress", "Egress"],
          ingress: ingressRules(incoming(spec)),
          egress: egressRules(outgoing(spec)),
        },
      },
      parent,
    );
    const config = spec.configFiles
      ? [
          new kubernetes.core.v1.ConfigMap(
            `${name}-config`,
            { metadata, data: { ...spec.configFiles.files } },
            parent,
          ),
        ]
      : [];
    const deployment = new kubernetes.apps.v1.Deployment(
      `${name}-deployment`,
      {
        metadata: { ...metadata, ...restartWithSecrets(spec) },
        spec: {
          // The autoscaler owns the number where there is one.
          ...(spec.scaling.by === "fixed" ? { replicas: spec.scaling.replicas } : {}),
          selector,
          strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          template: podTemplate(spec),
        },
      },
      {
        parent: this,
        dependsOn: [account, network, ...config, ...(identity ? [identity] : []), ...spec.startAfter],
      },
    );
    // With `maxUnavailable` a single pod can still be moved away; with `minAvailable` it would block the drain for ever.
    new kubernetes.policy.v1.PodDisruptionBudget(
      `${name}-disruption`,
      { metadata, spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow", selector } },
      parent,
    );
    const service = new kubernetes.core.v1.Service(
      `${name}-service`,
      {
        metadata,
        spec: {
          type: "ClusterIP",
          selector: podLabels(serviceName),
          ports: [{ name: "http", port: spec.port, targetPort: "http", protocol: "TCP" }],
        },
      },
      { parent: this, dependsOn: [deployment] },
    );
    autoscale(name, serviceName, namespace, spec.scaling, { parent: this, dependsOn: [deployment] });
    if (spec.metrics) {
      const { monitorLabel, path } = spec.metrics;
      monitorService(
        name,
        { name: serviceName, namespace, labels: podLabels(serviceName), port: "http", path, monitorLabel },
        parent,
      );
    }
    if (spec.route) {
      const { gateway, hostname } = spec.route;
      const healthPath = spec.probes.readyPath;
      routeService(
        name,
        { gateway, hostname, namespace, service: serviceName, port: spec.port, healthPath },
        { parent: this, dependsOn: [service] },
      );
    }
    this.url = pulumi.interpolate`http://${service.metadata.name}.${namespace}.svc:${spec.port}`;
    this.roleArn = identity?.roleArn;
    this.registerOutputs({ url: this.url, roleArn: this.roleArn });
  }
}

function incoming(spec: ResolvedWorkload): Flow[] {
  const peers = [
    ...spec.callers,
    ...(spec.route?.from ?? []),
    ...(spec.metrics
      ? [
          {
            namespace: spec.metrics.prometheusNamespace,
            podLabels: { "app.kubernetes.io/name": "prometheus" },
          },
        ]
      : []),
  ];
  // A rule without peers would let everybody in.
  return peers.length === 0 ? [] : [{ peers, ports: [spec.port] }];
}

const outgoing = (spec: ResolvedWorkload): Flow[] => [
  ...spec.egress,
  ...(spec.identity ? [podIdentityAgent] : []),
];
