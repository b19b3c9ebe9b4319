import type { Journey } from "../journey.ts";
import { alerts } from "./alerts.ts";
import { autoscalers } from "./autoscalers.ts";
import { metrics } from "./metrics.ts";
import { signIn } from "./sign-in.ts";

/** Every journey, in the order that reports show them. */
export const journeys: readonly Journey[] = [signIn, autoscalers, metrics, alerts];
