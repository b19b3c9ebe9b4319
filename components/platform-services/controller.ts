import type { ChartName } from "@aip/facts/charts.ts";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentity } from "../iam/pod-identity.ts";
import type { Statement } from "../iam/policy.ts";
import { allowTraffic } from "../kubernetes/allow-traffic.ts";
import { installChart, objectsOf } from "../kubernetes/chart.ts";
import { PlatformNamespace } from "../kubernetes/namespace.ts";
import { type Flow, podIdentityAgent, publicHttps } from "../kubernetes/traffic.ts";
import type { ControllerContext } from "./context.ts";

export interface ControllerArgs {
  /** Cluster that the controllers run on, and how. */
  readonly context: ControllerContext;
  /** Chart of the table in `facts/charts.ts`. */
  readonly chart: ChartName;
  /** Name of the namespace, which is made here. */
  readonly namespace: string;
  /** Name of the release; the names of the chart's objects begin with it. */
  readonly releaseName: string;
  /** Values that differ from the chart's own. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What the controller may do in AWS, by its service account. Default: nothing. */
  readonly identity?: {
    /** Service account of the controller's pods. */
    readonly serviceAccount: string;
    /** Statements of its role's inline policy. */
    readonly statements: readonly Statement[];
  };
  /** TCP ports at which the API server or a load balancer calls the pods. Default: none. */
  readonly calledAt?: readonly number[];
  /** TCP ports of the metrics, which the observability layer reads. Default: none. */
  readonly metricsPorts?: readonly number[];
  /** Further connections that are allowed to go out, besides DNS and HTTPS. Default: none. */
  readonly egress?: readonly Flow[];
}

const observability = "observability";

/**
 * A controller from a chart, in a namespace of its own that refuses what the controller does not need. Its identity and
 * its network policies are there before its pods; a pod that starts before its identity never gets credentials.
 *
 * Costs what its pods request of the nodes.
 *
 * @example
 * import { Controller } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * new Controller("metrics-server", {
 *   context: {
 *     clusterName: new pulumi.Config().require("clusterName"),
 *     environment: "dev",
 *     region: "us-east-1",
 *     vpcId: new pulumi.Config().require("vpcId"),
 *     vpcCidrs: ["10.0.0.0/16"],
 *     highlyAvailable: false,
 *     tags: { Environment: "dev" },
 *   },
 *   chart: "metrics-server",
 *   namespace: "metrics-server",
 *   releaseName: "metrics-server",
 *   values: { replicas: 1 },
 *   calledAt: [10250],
 * });
 */
export class Controller extends pulumi.ComponentResource {
  /**
   * What anything that needs the controller or its custom resources depends on: at a teardown that goes first, while the
   * controller still lives to remove the finalizers and what it made in AWS.
   */
  readonly ready: pulumi.Output<pulumi.Resource[]>;
  /** Name of the namespace, known once its guards exist. */
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: ControllerArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:platform:Controller", name, {}, options);
    const { context } = args;
    const parent = { parent: this };
    const guarded = new PlatformNamespace(
      `${name}-space`,
      {
        namespace: args.namespace,
        quota: { pods: "20", "requests.cpu": "4", "requests.memory": "8Gi" },
      },
      parent,
    );
    this.namespace = guarded.namespace;
    const within = (ports: readonly number[]): Flow[] =>
      ports.length === 0 ? [] : [{ peers: context.vpcCidrs.map((cidr) => ({ cidr })), ports }];
    const traffic = allowTraffic(
      `${name}-traffic`,
      {
        policyName: "allow-controller",
        namespace: guarded.namespace,
        withinNamespace: true,
        ingress: [
          ...within(args.calledAt ?? []),
          ...(args.metricsPorts === undefined
            ? []
            : [{ peers: [{ namespace: observability }], ports: args.metricsPorts }]),
        ],
        egress: [publicHttps, ...(args.identity ? [podIdentityAgent] : []), ...(args.egress ?? [])],
      },
      parent,
    );
    const identity =
      args.identity &&
      new PodIdentity(
        `${name}-identity`,
        { clusterName: context.clusterName, namespace: args.namespace, ...args.identity },
        parent,
      );
    const chart = installChart(
      `${name}-chart`,
      {
        chart: args.chart,
        namespace: guarded.namespace,
        releaseName: args.releaseName,
        values: args.values,
        mirrors: context,
      },
      { parent: this, dependsOn: identity ? [traffic, identity] : [traffic] },
    );
    this.ready = objectsOf(chart);
    this.registerOutputs({ namespace: this.namespace });
  }
}
