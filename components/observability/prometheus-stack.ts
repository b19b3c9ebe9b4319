import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentity } from "../iam/pod-identity.ts";
import { installChart } from "../kubernetes/chart.ts";
import { syncSecret } from "../kubernetes/external-secret.ts";
import { parseLabel } from "../kubernetes/monitor.ts";
import { routeService } from "../kubernetes/route.ts";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import { type AlertLimits, alertGroups } from "./alert-rules.ts";
import { AlertTopic } from "./alert-topic.ts";
import type { ObservabilityContext, PublicAddress } from "./context.ts";
import { grafanaAdminSecret, type PrometheusValues, prometheusValues, release } from "./prometheus-values.ts";

export interface PrometheusStackArgs
  extends Pick<
    PrometheusValues,
    "replicas" | "resources" | "retentionDays" | "storageGi" | "alertmanagerReplicas" | "grafanaUrl"
  > {
  readonly context: ObservabilityContext;
  readonly alertEmails?: readonly string[];
  readonly alertLimits: AlertLimits;
  /** Default: Grafana is reached inside the cluster alone. */
  readonly grafanaAddress?: PublicAddress | undefined;
}

/**
 * Prometheus, Alertmanager and Grafana by the Prometheus operator, with the platform's alerts. Alerts leave by an SNS
 * topic. Nobody is in Grafana without a login, and the password of its first user, `admin`, is made up and kept in
 * Secrets Manager.
 *
 * Price: gp3 volumes of `storageGi` for each replica, and what the pods request of the nodes.
 */
export class PrometheusStack extends pulumi.ComponentResource {
  readonly prometheusUrl: pulumi.Output<string>;
  readonly alertmanagerUrl: pulumi.Output<string>;
  readonly grafanaUrl: pulumi.Output<string>;
  /** Label that ServiceMonitors and PrometheusRules carry, as `key=value`. */
  readonly monitorLabel: string;
  /** Secrets Manager secret with `username` and `password` of Grafana's administrator. */
  readonly grafanaSecretArn: pulumi.Output<string>;

  constructor(name: string, args: PrometheusStackArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:observability:PrometheusStack", name, {}, options);
    const parent = { parent: this };
    const { context } = args;
    const { namespace } = context;
    const topic = new AlertTopic(`${name}-alerts`, { emails: args.alertEmails ?? [] }, parent);
    const identity = new PodIdentity(
      `${name}-alertmanager`,
      {
        clusterName: context.clusterName,
        namespace,
        serviceAccount: "alertmanager",
        statements: topic.publishStatements,
      },
      parent,
    );
    const login = new GeneratedSecret(
      `${name}-grafana`,
      {
        description: "Administrator of Grafana",
        kmsKeyArn: context.secretsKeyArn,
        fixed: { username: "admin" },
        generate: { password: { form: "password", length: 32 } },
      },
      parent,
    );
    const secret = syncSecret(
      `${name}-grafana-synced`,
      {
        secretName: grafanaAdminSecret,
        namespace,
        store: context.secretStore,
        values: {
          "admin-user": { secretArn: login.arn, property: "username" },
          "admin-password": { secretArn: login.arn, property: "password" },
        },
      },
      parent,
    );
    const chart = installChart(
      `${name}-chart`,
      {
        chart: "kube-prometheus-stack",
        releaseName: release,
        namespace,
        mirror: context.chartMirror,
        values: pulumiValues(args, topic.arn),
      },
      { parent: this, dependsOn: [secret, identity] },
    );
    this.monitorLabel = `release=${release}`;
    new kubernetes.apiextensions.CustomResource(
      `${name}-rules`,
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name: "ai-platform", namespace, labels: parseLabel(this.monitorLabel) },
        spec: { groups: alertGroups(args.alertLimits) },
      },
      { parent: this, dependsOn: [chart] },
    );
    if (args.grafanaAddress) {
      const { gateway, hostname } = args.grafanaAddress;
      routeService(
        `${name}-grafana`,
        { gateway, hostname, namespace, service: "grafana", port: 80, healthPath: "/api/health" },
        { parent: this, dependsOn: [chart] },
      );
    }
    const url = (service: string, port: number) =>
      pulumi.interpolate`http://${service}.${namespace}.svc:${port}`;
    this.prometheusUrl = url(`${release}-prometheus`, 9090);
    this.alertmanagerUrl = url(`${release}-alertmanager`, 9093);
    this.grafanaUrl = url("grafana", 80);
    this.grafanaSecretArn = login.arn;
    this.registerOutputs({
      prometheusUrl: this.prometheusUrl,
      alertmanagerUrl: this.alertmanagerUrl,
      grafanaUrl: this.grafanaUrl,
      monitorLabel: this.monitorLabel,
      grafanaSecretArn: this.grafanaSecretArn,
    });
  }
}

const pulumiValues = (args: PrometheusStackArgs, topicArn: pulumi.Output<string>): Record<string, unknown> =>
  prometheusValues({
    ...args,
    ...args.context,
    alertTopicArn: topicArn,
  });
