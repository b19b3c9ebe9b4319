import { isOn } from "@aip/services";
import { prometheus } from "@aip/services/prometheus.ts";
import { type Journey, step } from "../journey.ts";
import { metricsPorts, scraped } from "../signals/monitors.ts";
import { everyPodIsSeen } from "./seen.ts";

/** What says how it is, is asked. */
export const metrics: Journey = {
  name: "metrics",
  title: "On-call sees how everything is: each metrics port is scraped",
  user: "on-call",
  steps: (world) =>
    isOn(prometheus, world.environment)
      ? [
          everyPodIsSeen,
          ...metricsPorts(world).map((port) =>
            step(`Sees the metrics of ${port.pod.owner} of ${port.pod.namespace} (${port.name})`, () =>
              scraped(world, port),
            ),
          ),
        ]
      : [],
};
