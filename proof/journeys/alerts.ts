import { isOn } from "@aip/services";
import { alertmanager } from "@aip/services/alertmanager.ts";
import { type Journey, step } from "../journey.ts";
import {
  alertsAreSent,
  eventTopics,
  rulesPickedUp,
  sendsToAlertmanager,
  subscribed,
  topicsReachPeople,
} from "../signals/alerts.ts";

/** What goes wrong is said to a person. */
export const alerts: Journey = {
  name: "alerts",
  title: "On-call hears of everything that goes wrong: every alert reaches a person",
  user: "on-call",
  steps: (world) => [
    ...(isOn(alertmanager, world.environment)
      ? [
          step("Has every rule evaluated by Prometheus", rulesPickedUp),
          step("Has alerts sent to Alertmanager", sendsToAlertmanager),
          step("Has every alert routed to a receiver", alertsAreSent),
          step("Reads what Alertmanager sends", topicsReachPeople),
        ]
      : []),
    ...eventTopics(world).map((arn) =>
      step(`Reads what AWS says at ${arn.split(":").at(-1)}`, () => subscribed(world, arn)),
    ),
  ],
};
