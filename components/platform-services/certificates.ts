import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { onSystemNodes } from "../kubernetes/placement.ts";
import { type ControllerContext, replicas, resources } from "./context.ts";
import { Controller } from "./controller.ts";

/** Name of the ClusterIssuer whose certificates the cluster's own clients trust. */
export const internalIssuer = "platform-internal";

/**
 * cert-manager, with an authority of the cluster's own for certificates between its workloads and for webhooks. What
 * people see comes from ACM instead, where no private key can be read. Costs nothing.
 *
 * @example
 * import { Certificates } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * new Certificates("certificates", {
 *   context: {
 *     clusterName: new pulumi.Config().require("clusterName"),
 *     environment: "dev",
 *     region: "us-east-1",
 *     vpcId: new pulumi.Config().require("vpcId"),
 *     vpcCidrs: ["10.0.0.0/16"],
 *     highlyAvailable: false,
 *     tags: { Environment: "dev" },
 *   },
 * });
 */
export class Certificates extends pulumi.ComponentResource {
  /** What to depend on before a certificate is asked for. */
  readonly ready: pulumi.Output<pulumi.Resource[]>;

  constructor(
    name: string,
    args: {
      /** Cluster that the controllers run on, and how. */
      readonly context: ControllerContext;
    },
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("aip:platform:Certificates", name, {}, options);
    const { context } = args;
    const controller = new Controller(
      `${name}-controller`,
      {
        context,
        chart: "cert-manager",
        namespace: "cert-manager",
        releaseName: "cert-manager",
        values: certificatesValues(context),
        calledAt: [10250],
        metricsPorts: [9402],
      },
      { parent: this },
    );
    const create = (
      role: string,
      kind: string,
      metadata: Record<string, unknown>,
      spec: Record<string, unknown>,
      after: pulumi.Input<pulumi.Resource[]>,
    ) =>
      new kubernetes.apiextensions.CustomResource(
        `${name}-${role}`,
        { apiVersion: "cert-manager.io/v1", kind, metadata, spec },
        { parent: this, dependsOn: after },
      );
    const root = create(
      "root",
      "ClusterIssuer",
      { name: "platform-root" },
      { selfSigned: {} },
      controller.ready,
    );
    const authority = create(
      "authority",
      "Certificate",
      { name: "platform-authority", namespace: controller.namespace },
      {
        isCA: true,
        commonName: `platform ${context.environment}`,
        secretName: "platform-authority",
        duration: "87600h",
        renewBefore: "8760h",
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
        issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "platform-root" },
      },
      [root],
    );
    create(
      "issuer",
      "ClusterIssuer",
      { name: internalIssuer },
      { ca: { secretName: "platform-authority" } },
      [authority],
    );
    this.ready = controller.ready;
    this.registerOutputs({});
  }
}

/** Values of the chart cert-manager. */
export function certificatesValues(context: ControllerContext): Record<string, unknown> {
  const part = { ...onSystemNodes, replicaCount: replicas(context), podDisruptionBudget: budget(context) };
  return {
    ...part,
    resources: resources("50m", "256Mi"),
    // Kept ones would be in the way of the next `up` after a teardown.
    crds: { enabled: true, keep: false },
    global: { leaderElection: { namespace: "cert-manager" } },
    webhook: { ...part, resources: resources("50m", "128Mi") },
    cainjector: { ...part, resources: resources("50m", "256Mi") },
    // A hook of Helm, which charts rendered to objects do not run.
    startupapicheck: { enabled: false },
  };
}

const budget = (context: ControllerContext) =>
  context.highlyAvailable ? { enabled: true, maxUnavailable: 1 } : { enabled: false };
