import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PlatformNamespace, platformNamespaces } from "../kubernetes/namespace.ts";
import { hostsOf, refuseForeignHosts, type TeamDomains, teamListeners } from "../teams/hosts.ts";
import { Certificate } from "./certificate.ts";
import { doorLogPrefix, doorLogs } from "./door-logs.ts";
import { WebAcl } from "./web-acl.ts";

export interface FrontDoorArgs {
  /** Name of the GatewayClass of the AWS Load Balancer Controller. */
  readonly gatewayClass: pulumi.Input<string>;
  /** Every host name that the gateway answers, each once. */
  readonly hostnames: readonly string[];
  /**
   * Domains below which teams have hosts of their own, by team, at most 62: a Gateway has 64 listeners. Each takes a
   * certificate of the load balancer's, of which it has 25 beside its first unless that quota is raised
   * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html). Default: teams have
   * none.
   */
  readonly teamDomains?: TeamDomains;
  /** Public hosted zone of the host names. */
  readonly zoneId: pulumi.Input<string>;
  /** KMS key that encrypts the log of blocked requests; its policy must let CloudWatch Logs use it. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Account of the load balancer: that of the provider. */
  readonly accountId: pulumi.Input<string>;
  /** Whether the load balancer refuses its deletion until this is false again. Default: false. */
  readonly deletionProtection?: boolean;
  /** Whether the log of its requests may be deleted with the stack. Default: false. */
  readonly disposable?: boolean;
  /** `internal`: private addresses only. `internet`: public, behind a web ACL. Default: internal. */
  readonly exposure?: "internal" | "internet";
  /** IPv4 ranges that may connect. Default: all that can reach the load balancer. */
  readonly sourceRanges?: readonly string[];
  /** Requests in five minutes after which the web ACL blocks an address, 100 or more. Default: 2000. */
  readonly rateLimit?: number;
}

/** What TLS the load balancer speaks: 1.2 and 1.3 with forward secrecy. */
const sslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/**
 * The one way in: a Gateway on an application load balancer, with a certificate for every host, to which routes of the
 * platform's namespaces attach. A team has a listener and a certificate of its own, for the hosts below its domain, and
 * can take no others. The door is private unless `exposure` is `internet`, and then has a web ACL. Plain
 * HTTP is redirected. Each request is in the access log, which is kept for 90 days.
 *
 * Price: 16 USD a month and what goes through it (https://aws.amazon.com/elasticloadbalancing/pricing/); the web ACL; the log,
 * 0.023 USD a GB and month.
 *
 * @example
 * import { EncryptionKey, FrontDoor, logsStatement } from "@aip/components";
 * import * as aws from "@pulumi/aws";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const { accountId } = aws.getCallerIdentityOutput();
 * const key = new EncryptionKey("front-door", {
 *   description: "Log of blocked requests",
 *   statements: [logsStatement("us-east-1", accountId)],
 * });
 * new FrontDoor("front-door", {
 *   gatewayClass: "aws-alb",
 *   hostnames: ["mlflow.ai.example.com"],
 *   zoneId: new pulumi.Config().require("zoneId"),
 *   kmsKeyArn: key.arn,
 *   accountId,
 *   exposure: "internet",
 *   sourceRanges: ["203.0.113.0/24"],
 *   teamDomains: { vision: "vision.ai.example.com" },
 * });
 */
export class FrontDoor extends pulumi.ComponentResource {
  /** Name of the Gateway, known once its load balancer works. */
  readonly gatewayName: pulumi.Output<string>;
  readonly gatewayNamespace: pulumi.Output<string>;

  constructor(name: string, args: FrontDoorArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:security:FrontDoor", name, {}, options);
    const parent = { parent: this };
    const { exposure = "internal", sourceRanges = [], teamDomains = {}, disposable = false } = args;

    const { namespace } = new PlatformNamespace(
      `${name}-space`,
      { namespace: "gateway", quota: { pods: "0" } },
      parent,
    );
    const certificate = new Certificate(
      `${name}-tls`,
      { hostnames: args.hostnames, zoneId: args.zoneId },
      parent,
    );
    const teamCertificates = Object.entries(teamDomains).map(
      ([team, domain]) =>
        new Certificate(`${name}-tls-${team}`, { hostnames: [hostsOf(domain)], zoneId: args.zoneId }, parent),
    );
    const guards =
      teamCertificates.length > 0 ? refuseForeignHosts(`${name}-hosts`, teamDomains, parent) : [];
    const acl =
      exposure === "internet"
        ? new WebAcl(
            `${name}-web`,
            { kmsKeyArn: args.kmsKeyArn, ...(args.rateLimit ? { rateLimit: args.rateLimit } : {}) },
            parent,
          )
        : undefined;
    const logs = doorLogs(`${name}-logs`, args.accountId, disposable, parent);
    const balancer = new kubernetes.apiextensions.CustomResource(
      `${name}-balancer`,
      {
        apiVersion: "gateway.k8s.aws/v1",
        kind: "LoadBalancerConfiguration",
        metadata: { name: "platform", namespace },
        spec: {
          scheme: exposure === "internet" ? "internet-facing" : "internal",
          listenerConfigurations: [
            {
              protocolPort: "HTTPS:443",
              defaultCertificate: certificate.arn,
              ...(teamCertificates.length === 0
                ? {}
                : { certificates: teamCertificates.map(({ arn }) => arn) }),
              sslPolicy,
            },
          ],
          loadBalancerAttributes: [
            { key: "routing.http.drop_invalid_header_fields.enabled", value: "true" },
            // Models may think longer than the minute that is the default.
            { key: "idle_timeout.timeout_seconds", value: "300" },
            { key: "access_logs.s3.enabled", value: "true" },
            { key: "access_logs.s3.bucket", value: logs.bucket },
            { key: "access_logs.s3.prefix", value: doorLogPrefix },
            { key: "deletion_protection.enabled", value: String(args.deletionProtection ?? false) },
          ],
          ...(sourceRanges.length === 0 ? {} : { sourceRanges: [...sourceRanges] }),
          ...(acl === undefined ? {} : { wafV2: { webACL: acl.arn } }),
        },
      },
      parent,
    );
    const gateway = new kubernetes.apiextensions.CustomResource(
      `${name}-gateway`,
      {
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "Gateway",
        metadata: {
          name: "platform",
          namespace,
          // What needs the front door waits until the load balancer is there.
          annotations: { "pulumi.com/waitFor": "condition=Programmed" },
        },
        spec: {
          gatewayClassName: args.gatewayClass,
          infrastructure: {
            parametersRef: {
              group: "gateway.k8s.aws",
              kind: "LoadBalancerConfiguration",
              name: "platform",
            },
          },
          listeners: [
            {
              name: "https",
              protocol: "HTTPS",
              port: 443,
              allowedRoutes: {
                namespaces: {
                  from: "Selector",
                  selector: platformNamespaces,
                },
              },
            },
            {
              name: "http",
              protocol: "HTTP",
              port: 80,
              allowedRoutes: { namespaces: { from: "Same" } },
            },
            ...teamListeners(teamDomains),
          ],
        },
      },
      { parent: this, dependsOn: [balancer, ...guards] },
    );
    new kubernetes.apiextensions.CustomResource(
      `${name}-redirect`,
      {
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "HTTPRoute",
        metadata: { name: "redirect-to-https", namespace },
        spec: {
          parentRefs: [{ name: "platform", sectionName: "http" }],
          rules: [
            { filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] },
          ],
        },
      },
      { parent: this, dependsOn: [gateway] },
    );
    this.gatewayName = gateway.metadata.name;
    this.gatewayNamespace = namespace;
    this.registerOutputs({ gatewayName: this.gatewayName, gatewayNamespace: this.gatewayNamespace });
  }
}
