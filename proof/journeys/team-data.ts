import type { ServedService } from "@aip/services";
import { isOn } from "@aip/services";
import { feast } from "@aip/services/feast.ts";
import { mlflow } from "@aip/services/mlflow.ts";
import { otel } from "@aip/services/otel.ts";
import { podMayDo } from "../identity/access.ts";
import { type Journey, type Step, step } from "../journey.ts";
import { reachAws, reachCredentials } from "../network/aws.ts";
import { reachService } from "../network/reach.ts";
import { all, broken, type Outcome } from "../outcome.ts";
import type { World } from "../world/world.ts";
import { hasSecret, memberPod, variable } from "./team.ts";
import { teamNamespace } from "./team-pod.ts";

/** What a team's pod does with an object of a bucket that the platform hands it by a variable. */
function withObject(world: World, team: string, bucket: string, action: string, path: string): Outcome {
  const name = variable(world, team, `${bucket}_BUCKET`);
  if (name === undefined)
    return broken(`Team ${team} is not told of a ${bucket.toLowerCase()} bucket`, "platform:teams");
  const pod = memberPod(world, team);
  const account = { namespace: teamNamespace(team), serviceAccount: pod.serviceAccount };
  const prefix = path.slice(0, path.lastIndexOf("/") + 1);
  return all([
    () => reachCredentials(world, pod),
    () => reachAws(world, pod, "s3"),
    () => podMayDo(world, account, "s3:ListBucket", `arn:aws:s3:::${name}`, { "s3:prefix": prefix }),
    () => podMayDo(world, account, action, `arn:aws:s3:::${name}/${path}`),
  ]);
}

/** Calls a service of the platform, with the secret that it takes. */
const calls = (world: World, team: string, { namespace, serves }: ServedService, secret?: string): Outcome =>
  all([
    ...(secret === undefined ? [] : [() => hasSecret(world, teamNamespace(team), secret)]),
    () => reachService(world, memberPod(world, team), { namespace, ...serves }),
  ]);

function stepsOf({ environment }: World, team: string): Step[] {
  const own = `teams/${team}/runs/1/model.pt`;
  const of = (title: string, prove: (world: World) => Outcome) => step(`Team ${team} ${title}`, prove);
  return [
    of("reads curated data", (world) =>
      withObject(world, team, "CURATED", "s3:GetObject", "sales/2026/a.parquet"),
    ),
    of("writes artifacts below its own prefix", (world) =>
      withObject(world, team, "ARTIFACTS", "s3:PutObject", own),
    ),
    of("writes models below its own prefix", (world) =>
      withObject(world, team, "MODELS", "s3:PutObject", own),
    ),
    ...(isOn(mlflow, environment)
      ? [of("logs a run to MLflow, as itself", (world) => calls(world, team, mlflow, "mlflow-login"))]
      : []),
    ...(isOn(feast, environment)
      ? [of("reads features of Feast, with its token", (world) => calls(world, team, feast, "feast-token"))]
      : []),
    ...(isOn(otel, environment)
      ? [
          of("sends traces and metrics", (world) =>
            reachService(world, memberPod(world, team), {
              namespace: otel.namespace,
              service: otel.serves.service,
              port: 4318,
            }),
          ),
        ]
      : []),
  ];
}

/** A team's pod works with data and models. */
export const teamData: Journey = {
  name: "team-data",
  title: "A team's pod reads curated data, writes its own prefix, tracks to MLflow and reads features",
  user: "a data scientist",
  steps: (world) => Object.keys(world.environment.teams).flatMap((team) => stepsOf(world, team)),
};
