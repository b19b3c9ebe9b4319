import { type Step, step } from "../journey.ts";
import { held, NotSeen } from "../outcome.ts";

/** For a journey of all pods: that the plan shows all of them, and no closed chart hides one. */
export const everyPodIsSeen: Step = step("Knows of every pod", ({ closedCharts, pods }) => {
  const closed = [...closedCharts.values()].flat();
  if (closed.length > 0)
    throw new NotSeen(`These charts are not opened, and may bring pods: ${closed.join(", ")}`);
  return held(`The plan shows all pods, of ${pods.length} objects`);
});
