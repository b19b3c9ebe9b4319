import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { installChart } from "../kubernetes/chart.ts";
import { onSystemNodes } from "../kubernetes/placement.ts";
import { type ControllerContext, containerSecurity, podSecurity, replicas, resources } from "./context.ts";
import { Controller } from "./controller.ts";
import { loadBalancerStatements } from "./load-balancer-policy.ts";

const serviceAccount = "aws-load-balancer-controller";

/** Name of the gateway class; gateways of the platform are Application Load Balancers. */
export const gatewayClassName = "aws-alb";

/**
 * Load balancers of AWS for Gateways and Services, by the AWS Load Balancer Controller.
 *
 * It is also the platform's Gateway API implementation: ingress-nginx is retired, and of those that remain this one runs
 * no proxy in the cluster that would have to be scaled and patched; certificates come from ACM and WAF attaches to its
 * load balancers. What it does not do is TLS with certificates of the cluster, and layer 4 routes, which are not yet in
 * the standard channel of the Gateway API.
 *
 * Whatever creates a Gateway or a Service of type LoadBalancer depends on `ready`: then it is deleted while the
 * controller still lives, and no load balancer is left behind
 * (https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2014).
 *
 * Make it depend on cert-manager, which issues the certificate of its webhooks.
 *
 * Price: nothing but the load balancers themselves, from about 16 USD a month each
 * (https://aws.amazon.com/elasticloadbalancing/pricing/, us-east-1).
 *
 * @example
 * import { Certificates, LoadBalancers, type ControllerContext } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const context: ControllerContext = {
 *   clusterName: config.require("clusterName"),
 *   environment: "dev",
 *   region: "us-east-1",
 *   vpcId: config.require("vpcId"),
 *   vpcCidrs: ["10.0.0.0/16"],
 *   highlyAvailable: false,
 *   tags: { Environment: "dev" },
 * };
 * const certificates = new Certificates("certificates", { context });
 * new LoadBalancers("load-balancers", { context }, { dependsOn: certificates.ready });
 */
export class LoadBalancers extends pulumi.ComponentResource {
  /** What to depend on before a load balancer is asked for. */
  readonly ready: pulumi.Resource;

  constructor(
    name: string,
    args: {
      /** Cluster that the controllers run on, and how. */
      readonly context: ControllerContext;
    },
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("aip:platform:LoadBalancers", name, {}, options);
    const { context } = args;
    const parent = { parent: this };
    // The controller looks for these types when it starts, and serves no Gateway where they come later.
    const types = installChart(
      `${name}-gateway-types`,
      {
        chart: "gateway-crds-helm",
        namespace: "default",
        releaseName: "gateway-api",
        values: {
          crds: { gatewayAPI: { enabled: true, channel: "standard" }, envoyGateway: { enabled: false } },
        },
        mirrors: context,
      },
      parent,
    );
    const controller = new Controller(
      `${name}-controller`,
      {
        context,
        chart: "aws-load-balancer-controller",
        namespace: "aws-load-balancer-controller",
        releaseName: serviceAccount,
        values: loadBalancerValues(context),
        identity: { serviceAccount, statements: loadBalancerStatements(context) },
        calledAt: [9443],
        metricsPorts: [8080],
      },
      { parent: this, dependsOn: types },
    );
    this.ready = new kubernetes.apiextensions.CustomResource(
      `${name}-gateway-class`,
      {
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "GatewayClass",
        metadata: { name: gatewayClassName },
        spec: { controllerName: "gateway.k8s.aws/alb" },
      },
      { parent: this, dependsOn: controller.ready },
    );
    this.registerOutputs({});
  }
}

/** Values of the chart aws-load-balancer-controller. */
export function loadBalancerValues(context: ControllerContext): Record<string, unknown> {
  return {
    ...onSystemNodes,
    clusterName: context.clusterName,
    // The pods cannot ask the instance metadata service, whose hop limit is 1.
    region: context.region,
    vpcId: context.vpcId,
    replicaCount: replicas(context),
    serviceAccount: { create: true, name: serviceAccount },
    resources: resources("100m", "256Mi"),
    podSecurityContext: { ...podSecurity, fsGroup: 65534 },
    securityContext: containerSecurity,
    ...(context.highlyAvailable ? { podDisruptionBudget: { maxUnavailable: 1 } } : {}),
    // Else the chart makes a certificate up at each rendering, which shows a change at each preview: `keepTLSSecret` looks
    // for the old one in the cluster, where rendering cannot look (https://github.com/pulumi/pulumi-kubernetes/issues/2766).
    enableCertManager: true,
    // The webhook is called for every Service of the cluster, and refuses all of them while the controller is away
    // (https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/4140).
    enableServiceMutatorWebhook: false,
    defaultTargetType: "ip",
    defaultTags: { ...context.tags },
    defaultSSLPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    enableWaf: false,
    enableWafv2: true,
    enableShield: false,
    controllerConfig: { featureGates: { ALBGatewayAPI: true, NLBGatewayAPI: false } },
  };
}
