import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

export interface PlatformNamespaceArgs {
  /** Name of the namespace. */
  readonly namespace: string;
  /** Pod Security Standard that is enforced. Default: `restricted`. */
  readonly podSecurity?: "restricted" | "baseline" | "privileged";
  /** What all pods of the namespace may ask for together, by resource, such as `requests.cpu`. */
  readonly quota: Readonly<Record<string, string>>;
  /** Labels besides the platform's own. Default: none. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The most a single container may ask for, by resource. Default: no bound but the quota. */
  readonly containerMax?: Readonly<Record<string, string>> | undefined;
}

/**
 * Selects the namespaces of the platform's own services. Those of teams are made by it too, but the administrators of one
 * must not reach what the services share: their secrets, and their host names at the front door.
 */
export const platformNamespaces = {
  matchLabels: { "app.kubernetes.io/part-of": "ai-platform" },
  matchExpressions: [{ key: "ai-platform/team", operator: "DoesNotExist" }],
};

/** Selects the namespaces of the teams. */
export const teamNamespaces = { matchExpressions: [{ key: "ai-platform/team", operator: "Exists" }] };

/**
 * A namespace that refuses by default: Pod Security labels, no traffic but DNS until a network policy allows it, a
 * quota, and requests for containers that ask for none.
 *
 * @example
 * import { PlatformNamespace } from "@aip/components";
 *
 * const { namespace } = new PlatformNamespace("scoring", {
 *   namespace: "scoring",
 *   quota: { "requests.cpu": "4", "limits.memory": "8Gi", pods: "10" },
 * });
 * export const name = namespace;
 */
export class PlatformNamespace extends pulumi.ComponentResource {
  /** Name of the namespace, known once its guards exist. */
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: PlatformNamespaceArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:kubernetes:PlatformNamespace", name, {}, options);
    const parent = { parent: this };
    const standard = args.podSecurity ?? "restricted";
    const namespace = new kubernetes.core.v1.Namespace(
      `${name}-namespace`,
      {
        metadata: {
          name: args.namespace,
          labels: {
            "app.kubernetes.io/part-of": "ai-platform",
            "app.kubernetes.io/managed-by": "pulumi",
            "pod-security.kubernetes.io/enforce": standard,
            "pod-security.kubernetes.io/audit": "restricted",
            "pod-security.kubernetes.io/warn": "restricted",
            ...args.labels,
          },
        },
      },
      parent,
    );
    const inNamespace = (role: string) => ({ namespace: namespace.metadata.name, name: role });

    const guards = [
      new kubernetes.networking.v1.NetworkPolicy(
        `${name}-default-deny`,
        {
          metadata: inNamespace("default-deny"),
          spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
        },
        parent,
      ),
      new kubernetes.networking.v1.NetworkPolicy(
        `${name}-allow-dns`,
        {
          metadata: inNamespace("allow-dns"),
          spec: {
            podSelector: {},
            policyTypes: ["Egress"],
            egress: [
              {
                to: [
                  {
                    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
                    podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
                  },
                ],
                ports: [
                  { protocol: "UDP", port: 53 },
                  { protocol: "TCP", port: 53 },
                ],
              },
            ],
          },
        },
        parent,
      ),
      new kubernetes.core.v1.ResourceQuota(
        `${name}-quota`,
        { metadata: inNamespace("quota"), spec: { hard: { ...args.quota } } },
        parent,
      ),
      new kubernetes.core.v1.LimitRange(
        `${name}-limits`,
        {
          metadata: inNamespace("limits"),
          spec: {
            limits: [
              {
                type: "Container",
                defaultRequest: { cpu: "100m", memory: "128Mi" },
                default: { memory: "512Mi" },
                ...(args.containerMax === undefined ? {} : { max: { ...args.containerMax } }),
              },
            ],
          },
        },
        parent,
      ),
    ];
    this.namespace = pulumi
      .all([namespace.metadata.name, ...guards.map((guard) => guard.id)])
      .apply(([created]) => created as string);
    this.registerOutputs({ namespace: this.namespace });
  }
}
