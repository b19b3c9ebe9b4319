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

/**
 * Configuration of Alertmanager (https://prometheus.io/docs/alerting/latest/configuration/): all alerts go to one SNS topic,
 * several of a kind as one message; what follows from a worse one is left out.
 *
 * @param topicArn SNS topic that alerts are published to.
 * @param region Region of the topic.
 */
export const alertmanagerConfig = (topicArn: pulumi.Input<string>, region: string) => ({
  global: { resolve_timeout: "5m" },
  route: {
    receiver: "topic",
    group_by: ["alertname", "namespace"],
    group_wait: "30s",
    group_interval: "5m",
    repeat_interval: "12h",
    routes: [{ receiver: "nobody", matchers: [signals] }],
  },
  inhibit_rules: inhibitRules,
  receivers: [
    { name: "nobody" },
    { name: "topic", sns_configs: [{ topic_arn: topicArn, sigv4: { region }, send_resolved: true }] },
  ],
  templates: [],
});
