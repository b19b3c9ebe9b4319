import type { Journey } from "../journey.ts";
import { alerts } from "./alerts.ts";
import { autoscalers } from "./autoscalers.ts";
import { backups } from "./backups.ts";
import { egress } from "./egress.ts";
import { inference } from "./inference.ts";
import { efaJob, gpuJob } from "./jobs.ts";
import { metrics } from "./metrics.ts";
import { noLogin } from "./no-login.ts";
import { notebook } from "./notebook.ts";
import { otherTeam } from "./other-team.ts";
import { outsider } from "./outsider.ts";
import { pipeline } from "./pipeline.ts";
import { secrets } from "./secrets.ts";
import { signIn, singleSignOn } from "./sign-in.ts";
import { state } from "./state.ts";
import { teamData } from "./team-data.ts";
import { teamServes } from "./team-serves.ts";

/** Every journey, in the order that reports show them: what must be possible, then what must be refused. */
export const journeys: readonly Journey[] = [
  ...[signIn, singleSignOn, teamData, teamServes, gpuJob, efaJob, pipeline, inference],
  ...[autoscalers, metrics, alerts, backups, state, secrets, egress],
  ...[noLogin, outsider, otherTeam, notebook],
];
