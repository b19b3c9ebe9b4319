import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentity } from "../iam/pod-identity.ts";
import { installChart } from "../kubernetes/chart.ts";
import { parseLabel } from "../kubernetes/monitor.ts";
import { routeService } from "../kubernetes/route.ts";
import { teamNamespace, teamTags } from "../teams/names.ts";
import { type AlertLimits, alertGroups } from "./alert-rules.ts";
import { AlertTopic } from "./alert-topic.ts";
import type { ObservabilityContext, PublicAddress } from "./context.ts";
import { type GrafanaLogin, grafanaLogin } from "./grafana-login.ts";
import {
  type AlertmanagerValues,
  type PrometheusValues,
  prometheusValues,
  release,
} from "./prometheus-values.ts";

export interface PrometheusStackArgs
  extends Pick<PrometheusValues, "replicas" | "resources" | "retentionDays" | "storageGi"> {
  /** Where it runs, and what the parts of the layer share. */
  readonly context: ObservabilityContext;
  /** What is normal in the environment; beyond it the platform's alerts fire. */
  readonly alertLimits: AlertLimits;
  /** Alertmanager, which sends alerts on. Default: there is none, and nothing sends them on. */
  readonly alertmanager?:
    | {
        /** Pods of Alertmanager, which share what was sent. */
        readonly replicas: number;
        /** Mail addresses that get every alert; each must confirm once. Default: none. */
        readonly emails?: readonly string[];
        /** Teams that get the alerts of their namespace themselves, with their mail addresses. Default: none. */
        readonly teams?: Readonly<Record<string, readonly string[]>>;
      }
    | undefined;
  /** Grafana, which shows dashboards. Default: there is none. */
  readonly grafana?:
    | {
        /** Address for people, without a slash at the end. */
        readonly url: string;
        /** The way to it from outside the cluster. Default: it is reached inside the cluster alone. */
        readonly address?: PublicAddress | undefined;
        /** Whether it shows the traces of Jaeger. */
        readonly traces: boolean;
      }
    | undefined;
}

/**
 * Prometheus, Alertmanager and Grafana by the Prometheus operator, with the platform's alerts. Alerts leave by an SNS
 * topic. Nobody is in Grafana without a login, and the password of its first user, `admin`, is generated and kept in
 * Secrets Manager.
 *
 * Price: a volume of `storageGi` for each pod of Prometheus, of 5 GiB for each of Alertmanager and of 10 GiB for Grafana, and
 * what the pods request of the nodes; with Alertmanager the key of its topic, 1 USD a month; with Grafana a secret, 0.40 USD a
 * month.
 *
 * @example
 * import { PrometheusStack } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const context = {
 *   environment: "dev",
 *   region: "us-east-1",
 *   clusterName: config.require("clusterName"),
 *   namespace: "observability",
 *   nodeNamespace: "node-telemetry",
 *   storageClass: "gp3",
 *   secretStore: "secrets",
 *   secretsKeyArn: config.require("secretsKeyArn"),
 * };
 * const metrics = new PrometheusStack("prometheus", {
 *   context,
 *   replicas: 2,
 *   resources: { cpu: "1", memory: "8Gi" },
 *   retentionDays: 30,
 *   storageGi: 200,
 *   alertmanager: { replicas: 3, emails: ["on-call@example.com"] },
 *   alertLimits: {
 *     serviceNamespaces: ["inference"],
 *     inferenceLatencySeconds: 0.5,
 *     maxGpus: 8,
 *     gpuIdleMinutes: 60,
 *   },
 *   grafana: { url: "http://localhost:3000", traces: true },
 * });
 * export const monitorLabel = metrics.monitorLabel;
 */
export class PrometheusStack extends pulumi.ComponentResource {
  /** URL of Prometheus inside the cluster. */
  readonly prometheusUrl: pulumi.Output<string>;
  /** URL inside the cluster; null without Alertmanager. */
  readonly alertmanagerUrl: pulumi.Output<string> | null;
  /** URL inside the cluster; null without Grafana. */
  readonly grafanaUrl: pulumi.Output<string> | null;
  /** Label that ServiceMonitors and PrometheusRules carry, as `key=value`. */
  readonly monitorLabel: string;
  /** Secrets Manager secret with `username` and `password` of Grafana's administrator; null without Grafana. */
  readonly grafanaSecretArn: pulumi.Output<string> | null;

  /** @throws RunError for Grafana where the context names no secret store. */
  constructor(name: string, args: PrometheusStackArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:observability:PrometheusStack", name, {}, options);
    const { context, grafana } = args;
    const { namespace } = context;
    const sending = this.#alertmanager(name, args);
    const login: GrafanaLogin | undefined =
      grafana && grafanaLogin(`${name}-grafana`, context, { parent: this });
    const chart = installChart(
      `${name}-chart`,
      {
        chart: "kube-prometheus-stack",
        releaseName: release,
        namespace,
        mirrors: context,
        values: prometheusValues({ ...args, ...context, alertmanager: sending?.values }),
      },
      {
        parent: this,
        dependsOn: [...(login ? [login.ready] : []), ...(sending ? [sending.identity] : [])],
      },
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
    if (grafana?.address) {
      const { gateway, hostname } = grafana.address;
      routeService(
        `${name}-grafana`,
        { gateway, hostname, namespace, service: "grafana", port: 80, healthPath: "/api/health" },
        { parent: this, dependsOn: [chart] },
      );
    }
    const url = (service: string, port: number) =>
      pulumi.interpolate`http://${service}.${namespace}.svc:${port}`;
    this.prometheusUrl = url(`${release}-prometheus`, 9090);
    this.alertmanagerUrl = sending ? url(`${release}-alertmanager`, 9093) : null;
    this.grafanaUrl = grafana ? url("grafana", 80) : null;
    this.grafanaSecretArn = login?.secretArn ?? null;
    this.registerOutputs({
      prometheusUrl: this.prometheusUrl,
      alertmanagerUrl: this.alertmanagerUrl,
      grafanaUrl: this.grafanaUrl,
      monitorLabel: this.monitorLabel,
      grafanaSecretArn: this.grafanaSecretArn,
    });
  }

  /** The topic that alerts leave by, and the identity that may publish to it. */
  #alertmanager(
    name: string,
    { alertmanager, context }: PrometheusStackArgs,
  ): { readonly values: AlertmanagerValues; readonly identity: pulumi.Resource } | undefined {
    if (!alertmanager) return undefined;
    const parent = { parent: this };
    const topic = new AlertTopic(`${name}-alerts`, { emails: alertmanager.emails ?? [] }, parent);
    const teams = Object.entries(alertmanager.teams ?? {}).map(([team, emails]) => ({
      namespace: teamNamespace(team),
      topic: new AlertTopic(
        `${name}-alerts-${team}`,
        { emails, keyArn: topic.keyArn, tags: teamTags(team) },
        parent,
      ),
    }));
    const channels = teams.map((team) => ({ namespace: team.namespace, topicArn: team.topic.arn }));
    const identity = new PodIdentity(
      `${name}-alertmanager`,
      {
        clusterName: context.clusterName,
        namespace: context.namespace,
        serviceAccount: "alertmanager",
        statements: [topic, ...teams.map((team) => team.topic)].flatMap((each) => each.publishStatements),
      },
      parent,
    );
    return { values: { replicas: alertmanager.replicas, topicArn: topic.arn, channels }, identity };
  }
}
