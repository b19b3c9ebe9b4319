import { isOn } from "@aip/services";
import { prometheus } from "@aip/services/prometheus.ts";
import { velero } from "@aip/services/velero.ts";
import { type Journey, type Step, step } from "../journey.ts";
import { broken, held, type Outcome } from "../outcome.ts";
import { plannedAlerts } from "../signals/alerts.ts";
import { stores, volumesAreCopied } from "../signals/backups.ts";
import { missing, type World } from "../world/world.ts";
import { everyPodIsSeen } from "./seen.ts";

/** Whether an alert asks for a metric. */
function alertOn(world: World, metric: string): Outcome {
  const alert = plannedAlerts(world).find(({ expression }) => expression.includes(metric));
  return alert
    ? held(`${alert.name} fires by ${metric}`, alert.rule.urn)
    : broken(missing(world, "observability", `An alert on ${metric}`));
}

/** Whether AWS says to somebody that a backup failed. */
function eventOn(world: World, source: string): Outcome {
  const rule = world.stack
    .ofType("aws:cloudwatch/eventRule:EventRule")
    .find((view) => view.at("eventPattern").json().at("source").texts().includes(source));
  return rule
    ? held(`An event rule hears of ${source}`, rule.urn)
    : broken(`Nobody hears of the events of ${source}`);
}

/** What is kept can be had back. */
export const backups: Journey = {
  name: "backups",
  title: "Every store is backed up, and a backup that fails says so",
  user: "an operator",
  steps: (world): Step[] => [
    ...Object.entries(stores).flatMap(([type, backed]) =>
      world.stack
        .ofType(type)
        .map((view) => step(`Gets back what is in ${view.name}`, () => backed(world, view))),
    ),
    ...(world.stack.ofType("aws:rds/instance:Instance").length > 0
      ? [step("Hears of a database that fails", () => eventOn(world, "aws.rds"))]
      : []),
    ...(isOn(velero, world.environment) ? ofCluster(world) : []),
  ],
};

/** What Velero copies. */
function ofCluster(world: World): Step[] {
  const { stack, pods, environment } = world;
  const namespaces = new Set(pods.filter(({ keepsState }) => keepsState).map(({ namespace }) => namespace));
  return [
    everyPodIsSeen,
    ...[...namespaces].map((namespace) =>
      step(`Gets back the volumes of ${namespace}`, () =>
        stack.ofType("kubernetes:velero.io/v1:Schedule").length === 0
          ? broken(missing(world, "velero", "A schedule of Velero"))
          : volumesAreCopied(world, namespace),
      ),
    ),
    ...(isOn(prometheus, environment)
      ? [step("Hears of a failed backup of the cluster", () => alertOn(world, "velero_backup_failure_total"))]
      : []),
  ];
}
