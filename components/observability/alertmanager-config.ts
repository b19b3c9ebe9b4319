import type * as pulumi from "@pulumi/pulumi";

/** Alerts that say something to Prometheus or Alertmanager, and nothing to a person. */
const signals = 'alertname =~ "Watchdog|InfoInhibitor"';

/**
 * What is held back. The chart's own rules (values.yaml of kube-prometheus-stack) are repeated here, because a list
 * of values replaces the chart's: without those of `InfoInhibitor`, which fires in a namespace where nothing but
 * `info` alerts do, each of these would be sent.
 */
const inhibitRules = [
  {
    source_matchers: ["severity = critical"],
    target_matchers: ["severity =~ warning|info"],
    equal: ["namespace", "alertname"],
  },
  {
    source_matchers: ["severity = warning"],
    target_matchers: ["severity = info"],
    equal: ["namespace", "alertname"],
  },
  {
    source_matchers: ["alertname = InfoInhibitor"],
    target_matchers: ["severity = info"],
    equal: ["namespace"],
  },
  { target_matchers: ["alertname = InfoInhibitor"] },
];

/** Where alerts of one namespace go instead of to everybody. */
export interface AlertChannel {
  /** Namespace, which names the receiver. */
  readonly namespace: string;
  /** SNS topic that its alerts are published to. */
  readonly topicArn: pulumi.Input<string>;
}

/**
 * Configuration of Alertmanager (https://prometheus.io/docs/alerting/latest/configuration/): alerts go to an SNS topic,
 * that of their namespace where it has one, several of a kind as one message; what follows from a worse one is left out.
 *
 * @param topicArn SNS topic that all other alerts are published to.
 * @param region Region of the topics.
 * @param channels Namespaces with a topic of their own.
 */
export const alertmanagerConfig = (
  topicArn: pulumi.Input<string>,
  region: string,
  channels: readonly AlertChannel[] = [],
) => ({
  global: { resolve_timeout: "5m" },
  route: {
    receiver: "topic",
    group_by: ["alertname", "namespace"],
    group_wait: "30s",
    group_interval: "5m",
    repeat_interval: "12h",
    routes: [
      { receiver: "nobody", matchers: [signals] },
      ...channels.map(({ namespace }) => ({ receiver: namespace, matchers: [`namespace = ${namespace}`] })),
    ],
  },
  inhibit_rules: inhibitRules,
  receivers: [
    { name: "nobody" },
    ...[{ namespace: "topic", topicArn }, ...channels].map((channel) => ({
      name: channel.namespace,
      sns_configs: [{ topic_arn: channel.topicArn, sigv4: { region }, send_resolved: true }],
    })),
  ],
  templates: [],
});
