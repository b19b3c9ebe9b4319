import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** The front door that routes attach to. */
export interface GatewayReference {
  /** Name of the Gateway. */
  readonly name: pulumi.Input<string>;
  /** Namespace of the Gateway. */
  readonly namespace: pulumi.Input<string>;
}

export interface RouteArgs {
  /** Gateway that the route attaches to. */
  readonly gateway: GatewayReference;
  /** Host name that the gateway answers for the service, such as `mlflow.example.com`. */
  readonly hostname: string;
  /** Namespace of the route and of the Service. */
  readonly namespace: pulumi.Input<string>;
  /** Name of the Service. */
  readonly service: pulumi.Input<string>;
  /** Port of the Service. */
  readonly port: number;
  /** Path that answers 200 without a login while the service can take requests. */
  readonly healthPath: string;
  /** Port that answers `healthPath`. Default: `port`. */
  readonly healthPort?: number;
  /** Protocol between gateway and pods. Default: `HTTP`. */
  readonly protocol?: "HTTP" | "HTTPS";
}

/**
 * Lets people reach a service through the gateway by its host name. The objects beside the route say how the load balancer of
 * AWS reaches the pods: by their addresses, with the health check of the service rather than a request for `/`, which
 * many answer with a redirect (https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/gateway/).
 */
export function routeService(name: string, args: RouteArgs, options: pulumi.CustomResourceOptions): void {
  const protocol = args.protocol ?? "HTTP";
  const targets = new kubernetes.apiextensions.CustomResource(
    `${name}-targets`,
    {
      apiVersion: "gateway.k8s.aws/v1",
      kind: "TargetGroupConfiguration",
      metadata: { name: args.service, namespace: args.namespace },
      spec: {
        targetReference: { name: args.service },
        defaultConfiguration: {
          targetType: "ip",
          protocol,
          healthCheckConfig: {
            healthCheckPath: args.healthPath,
            ...(args.healthPort === undefined ? {} : { healthCheckPort: String(args.healthPort) }),
            healthCheckProtocol: args.healthPort === undefined ? protocol : "HTTP",
            matcher: { httpCode: "200" },
          },
        },
      },
    },
    options,
  );
  new kubernetes.apiextensions.CustomResource(
    `${name}-route`,
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: args.service, namespace: args.namespace },
      spec: {
        parentRefs: [{ name: args.gateway.name, namespace: args.gateway.namespace }],
        hostnames: [args.hostname],
        rules: [
          {
            matches: [{ path: { type: "PathPrefix", value: "/" } }],
            backendRefs: [{ name: args.service, port: args.port }],
          },
        ],
      },
    },
    { ...options, dependsOn: [targets] },
  );
}
