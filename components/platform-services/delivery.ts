import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { onSystemNodes } from "../kubernetes/placement.ts";
import { servicesPath } from "../secrets/paths.ts";
import { storeSecret } from "../secrets/stored-secret.ts";
import { type ControllerContext, replicas, resources } from "./context.ts";
import { Controller } from "./controller.ts";

export const argoCdNamespace = "argocd";

/**
 * Argo CD for the teams' own applications; the platform itself is Pulumi's. Its built-in administrator logs in with a password
 * that is generated and kept in Secrets Manager, until there is single sign-on; other roles begin with no rights. Each team has
 * a project that lets it deploy from its repositories into its namespace, and nowhere else, by Applications in that namespace.
 *
 * Price: the secret, 0.40 USD a month.
 *
 * @example
 * import { GitOps } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * new GitOps("delivery", {
 *   context: {
 *     clusterName: new pulumi.Config().require("clusterName"),
 *     environment: "dev",
 *     region: "us-east-1",
 *     vpcId: new pulumi.Config().require("vpcId"),
 *     vpcCidrs: ["10.0.0.0/16"],
 *     highlyAvailable: false,
 *     tags: { Environment: "dev" },
 *   },
 *   hostname: "argocd.example.com",
 *   kmsKeyArn: new pulumi.Config().require("secretsKeyArn"),
 * });
 */
export class GitOps extends pulumi.ComponentResource {
  /** What to depend on before an Argo CD object is made. */
  readonly ready: pulumi.Output<pulumi.Resource[]>;
  /** Secrets Manager secret with `username` and `password` of the administrator. */
  readonly adminSecretArn: pulumi.Output<string>;

  constructor(
    name: string,
    args: {
      /** Cluster that the controllers run on, and how. */
      readonly context: ControllerContext;
      /** Host name of Argo CD, such as `argocd.example.com`. */
      readonly hostname: string;
      /** KMS key that encrypts the administrator's password in Secrets Manager. */
      readonly kmsKeyArn: pulumi.Input<string>;
    },
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("aip:platform:GitOps", name, {}, options);
    const { context } = args;
    const controller = new Controller(
      `${name}-controller`,
      {
        context,
        chart: "argo-cd",
        namespace: argoCdNamespace,
        releaseName: "argocd",
        values: gitOpsValues(context, args.hostname),
        calledAt: [8080],
        metricsPorts: [8080, 8082, 8083, 8084],
      },
      { parent: this },
    );
    // The chart makes it up in a hook of Helm, which charts rendered to objects do not run.
    const password = new random.RandomPassword(
      `${name}-cache-password`,
      { length: 32, special: false },
      { parent: this },
    );
    new kubernetes.core.v1.Secret(
      `${name}-cache-secret`,
      {
        metadata: { name: "argocd-redis", namespace: controller.namespace },
        type: "Opaque",
        stringData: { auth: password.result },
      },
      { parent: this },
    );
    this.adminSecretArn = this.#administrator(name, controller.namespace, args.kmsKeyArn);
    this.ready = controller.ready;
    this.registerOutputs({ adminSecretArn: this.adminSecretArn });
  }

  /**
   * Argo CD's own secret, which the chart would make without a password. The server adds to it the key that it signs
   * sessions with, and reads the password again whenever it changes.
   */
  #administrator(
    name: string,
    namespace: pulumi.Output<string>,
    kmsKeyArn: pulumi.Input<string>,
  ): pulumi.Output<string> {
    const parent = { parent: this };
    const password = new random.RandomPassword(
      `${name}-admin-password`,
      { length: 32, special: false },
      parent,
    );
    const { arn } = storeSecret(
      `${name}-admin`,
      {
        description: "Administrator of Argo CD",
        kmsKeyArn,
        namePrefix: `${servicesPath(pulumi.getStack())}/${name}-admin-`,
        values: { username: "admin", password: password.result },
      },
      parent,
    );
    new kubernetes.core.v1.Secret(
      `${name}-own-secret`,
      {
        metadata: {
          name: "argocd-secret",
          namespace,
          labels: { "app.kubernetes.io/name": "argocd-secret", "app.kubernetes.io/part-of": "argocd" },
        },
        type: "Opaque",
        stringData: { "admin.password": password.bcryptHash },
      },
      parent,
    );
    return arn;
  }
}

/** Values of the chart argo-cd. */
export function gitOpsValues(context: ControllerContext, hostname: string): Record<string, unknown> {
  const count = replicas(context);
  const pdb = context.highlyAvailable ? { enabled: true, maxUnavailable: 1 } : { enabled: false };
  const metrics = { enabled: true };
  return {
    global: { ...onSystemNodes, domain: hostname, networkPolicy: { create: false } },
    // Kept ones would be in the way of the next `up` after a teardown.
    crds: { keep: false },
    configs: {
      cm: {
        "application.resourceTrackingMethod": "annotation",
        "exec.enabled": false,
      },
      // The load balancer ends TLS. Teams write Applications in their namespaces, within their project.
      params: { "server.insecure": true, "application.namespaces": "team-*" },
      secret: { createSecret: false },
      rbac: { "policy.default": "" },
    },
    controller: { replicas: 1, resources: resources("250m", "1Gi"), metrics },
    server: { replicas: count, pdb, resources: resources("50m", "256Mi"), metrics },
    repoServer: { replicas: count, pdb, resources: resources("100m", "512Mi"), metrics },
    applicationSet: { replicas: count, pdb, resources: resources("50m", "256Mi"), metrics },
    redis: {
      // The chart names the registry by its host for IPv6, which no list of registries has.
      image: { repository: "public.ecr.aws/docker/library/redis" },
      serviceAccount: { create: true },
      automountServiceAccountToken: false,
      resources: resources("50m", "256Mi"),
    },
    redisSecretInit: { enabled: false },
    // Single sign-on goes to the platform's provider directly; notifications are Alertmanager's.
    dex: { enabled: false },
    notifications: { enabled: false },
  };
}

/** A team's project: from its repositories into its namespace, no object of the whole cluster. */
export const teamProject = (
  name: string,
  args: {
    readonly team: string;
    readonly namespace: pulumi.Input<string>;
    readonly repositories: readonly string[];
  },
  options: pulumi.CustomResourceOptions,
): kubernetes.apiextensions.CustomResource =>
  new kubernetes.apiextensions.CustomResource(
    name,
    {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "AppProject",
      metadata: { name: args.team, namespace: argoCdNamespace },
      spec: {
        sourceRepos: [...args.repositories],
        // Applications may be objects of the team's own namespace.
        sourceNamespaces: [args.namespace],
        destinations: [{ server: "https://kubernetes.default.svc", namespace: args.namespace }],
        clusterResourceWhitelist: [],
        // What bounds the team is not the team's to change, nor does it open ways of its own into the cluster.
        namespaceResourceBlacklist: [
          { group: "", kind: "ResourceQuota" },
          { group: "", kind: "LimitRange" },
          { group: "networking.k8s.io", kind: "NetworkPolicy" },
          { group: "kueue.x-k8s.io", kind: "LocalQueue" },
          { group: "gateway.networking.k8s.io", kind: "Gateway" },
          { group: "networking.k8s.io", kind: "Ingress" },
          { group: "elbv2.k8s.aws", kind: "TargetGroupBinding" },
          { group: "external-secrets.io", kind: "SecretStore" },
          { group: "rbac.authorization.k8s.io", kind: "Role" },
          { group: "rbac.authorization.k8s.io", kind: "RoleBinding" },
        ],
      },
    },
    options,
  );
