import type { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { reachAws } from "../network/aws.ts";
import { callerOf } from "../network/ends.ts";
import { reachService } from "../network/reach.ts";
import { all, broken, held, type Outcome } from "../outcome.ts";
import type { World } from "../world/world.ts";
import { alertmanagerConfig, receiversOf } from "./alertmanager.ts";
import { pickedUp, prometheus } from "./monitors.ts";

const ruleType = "kubernetes:monitoring.coreos.com/v1:PrometheusRule";

/** Alerts that say something to Prometheus or Alertmanager, and nothing to a person. */
const signals: ReadonlySet<string> = new Set(["Watchdog", "InfoInhibitor"]);

/** An alert of a rule that is planned. */
export interface PlannedAlert {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly expression: string;
  readonly rule: ResourceView;
}

/** The alerts for a person, of all rules of the plan. */
export const plannedAlerts = ({ stack }: World): PlannedAlert[] =>
  stack.ofType(ruleType).flatMap((rule) =>
    rule
      .at("spec", "groups")
      .list()
      .flatMap((group) => group.at("rules").list())
      .flatMap((entry) => {
        const name = entry.at("alert").text();
        if (name === undefined || signals.has(name)) return [];
        const labels = Object.fromEntries(
          entry
            .at("labels")
            .entries()
            .map(([key, value]) => [key, value.text() ?? ""]),
        );
        return [
          { name, labels: { alertname: name, ...labels }, expression: entry.at("expr").text() ?? "", rule },
        ];
      }),
  );

/** Whether Prometheus picks up every rule of the plan. */
export function rulesPickedUp(world: World): Outcome {
  const found = prometheus(world);
  if (typeof found === "string") return broken(found);
  const rules = world.stack.ofType(ruleType);
  const left = rules.find((rule) => !pickedUp(world, found.view, rule));
  return left
    ? broken(`Prometheus does not pick up ${left.name}: its selectors leave it out`, left.urn)
    : held(`Prometheus picks up all ${rules.length} rules`, found.view.urn);
}

/** Whether Prometheus reaches the Alertmanagers that it sends to. */
export function sendsToAlertmanager(world: World): Outcome {
  const found = prometheus(world);
  if (typeof found === "string") return broken(found);
  const targets = found.view.at("spec", "alerting", "alertmanagers").list();
  if (targets.length === 0) return broken("Prometheus sends its alerts nowhere", found.view.urn);
  return all(
    targets.map(
      (target) => () =>
        reachService(world, callerOf(world, found.pod), {
          namespace: target.at("namespace").text() ?? found.pod.namespace,
          service: target.at("name").text() ?? "",
          port: portOf(world, target),
        }),
    ),
  );
}

/** The port of a Service, which Prometheus may know by its name. */
function portOf(world: World, target: Value): number {
  const port = target.at("port");
  const service = world.stack
    .ofType("kubernetes:core/v1:Service")
    .find(
      (candidate) =>
        candidate.at("metadata", "name").text() === target.at("name").text() &&
        candidate.at("metadata", "namespace").text() === target.at("namespace").text(),
    );
  const named = service
    ?.at("spec", "ports")
    .list()
    .find((candidate) => candidate.at("name").text() === port.text());
  return port.number() ?? named?.at("port").number() ?? 0;
}

/** Whether every alert of the plan goes to a receiver that sends it on, wherever it fires. */
export function alertsAreSent(world: World): Outcome {
  const found = alertmanagerConfig(world);
  if (typeof found === "string") return broken(found);
  const { config, urn } = found;
  const sending = new Set(
    config
      .at("receivers")
      .list()
      .filter(sends)
      .map((receiver) => receiver.at("name").text()),
  );
  const alerts = plannedAlerts(world);
  const lost = alerts.filter(({ labels }) =>
    namespacesOf(world).some(
      (namespace) =>
        !receiversOf(config.at("route"), { ...labels, namespace }).every((name) => sending.has(name)),
    ),
  );
  if (lost.length > 0) {
    return broken(
      `These alerts go to a receiver that sends nothing: ${lost.map(({ name }) => name).join(", ")}`,
      urn,
    );
  }
  return held(
    `All ${alerts.length} alerts go to a receiver that sends them on, in each of the namespaces`,
    urn,
  );
}

const namespacesOf = ({ namespaces }: World): string[] => [...namespaces.keys()];

/** Whether a receiver sends anything to anyone. */
const sends = (receiver: Value): boolean =>
  receiver.entries().some(([key, value]) => key.endsWith("_configs") && value.list().length > 0);

/** Topics that Alertmanager publishes to, by their ARN. */
function topicsOf(config: Value): string[] {
  const arns = config
    .at("receivers")
    .list()
    .flatMap((receiver) => receiver.at("sns_configs").list())
    .flatMap((configuration) => configuration.at("topic_arn").texts());
  return [...new Set(arns)];
}

/** Whether Alertmanager reaches the topics that it publishes to, and each has a subscriber. */
export function topicsReachPeople(world: World): Outcome {
  const found = alertmanagerConfig(world);
  if (typeof found === "string") return broken(found);
  const pods = world.pods.filter(({ kind }) => kind === "Alertmanager");
  return all([
    ...pods.map((pod) => () => reachAws(world, callerOf(world, pod), "sns")),
    ...topicsOf(found.config).map((arn) => () => subscribed(world, arn)),
  ]);
}

/** Whether somebody subscribes to a topic. */
export function subscribed(world: World, topicArn: string): Outcome {
  const subscriptions = world.stack
    .ofType("aws:sns/topicSubscription:TopicSubscription")
    .filter((subscription) => subscription.at("topic").text() === topicArn);
  const name = topicArn.split(":").at(-1);
  return subscriptions.length > 0
    ? held(
        `${subscriptions.map((one) => one.at("endpoint").text()).join(", ")} get what ${name} is sent`,
        subscriptions[0]?.urn,
      )
    : broken(`Nobody subscribes to the topic ${name}`, "platform:observability.alerts.emails");
}

/** Topics that AWS itself publishes to: findings, backups, budgets. */
export const eventTopics = ({ stack }: World): string[] => [
  ...new Set(
    stack
      .ofType("aws:cloudwatch/eventTarget:EventTarget")
      .flatMap((target) => target.at("arn").texts())
      .filter((arn) => arn.includes(":sns:")),
  ),
];
