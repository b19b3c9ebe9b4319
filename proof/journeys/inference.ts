import { isOn } from "@aip/services";
import { feast } from "@aip/services/feast.ts";
import { inference as service } from "@aip/services/inference.ts";
import { mlflow } from "@aip/services/mlflow.ts";
import { otel } from "@aip/services/otel.ts";
import { podMayDo } from "../identity/access.ts";
import { type Journey, type Step, step } from "../journey.ts";
import { reachAws, reachCredentials } from "../network/aws.ts";
import { callerOf } from "../network/ends.ts";
import { reachService } from "../network/reach.ts";
import { all, broken, type Outcome, refused } from "../outcome.ts";
import { bucketOf } from "../world/buckets.ts";
import { missing, type World } from "../world/world.ts";

/** What the pods of the inference API do. */
function pods(world: World, prove: (pod: ReturnType<typeof callerOf>) => Outcome): Outcome {
  const found = world.pods.filter(
    ({ namespace, kind }) => namespace === service.namespace && kind === "Deployment",
  );
  if (found.length === 0)
    return broken(missing(world, service.namespace, "A Deployment of the inference API"));
  return all(found.map((pod) => () => prove(callerOf(world, pod))));
}

const withModel = (world: World, action: string, wanted: (outcome: Outcome) => Outcome): Outcome => {
  const bucket = bucketOf(world, "models");
  if (typeof bucket !== "string") return broken("There is no bucket of models in the plan");
  return pods(world, (pod) => {
    const account = { namespace: pod.end.namespace, serviceAccount: pod.serviceAccount };
    return wanted(podMayDo(world, account, action, `arn:aws:s3:::${bucket}/registry/scores/1/model.pt`));
  });
};

/** The inference API has all that an answer takes. */
export const inference: Journey = {
  name: "inference",
  title: "The inference API gets its model and features, and says how it is",
  user: "an application",
  steps: ({ environment }): Step[] =>
    isOn(service, environment)
      ? [
          step("Has its model loaded from the bucket of models", (world) =>
            all([
              () => pods(world, (pod) => reachCredentials(world, pod)),
              () => pods(world, (pod) => reachAws(world, pod, "s3")),
              () => withModel(world, "s3:GetObject", (outcome) => outcome),
            ]),
          ),
          step("Is answered by a model that the API cannot change", (world) =>
            withModel(world, "s3:PutObject", refused),
          ),
          ...[mlflow, feast]
            .filter((callee) => isOn(callee, environment))
            .map((callee) =>
              step(`Is answered with what ${callee.title} knows`, (world) =>
                pods(world, (pod) =>
                  reachService(world, pod, { namespace: callee.namespace, ...callee.serves }),
                ),
              ),
            ),
          ...(isOn(otel, environment)
            ? [
                step("Is seen in traces and metrics", (world) =>
                  pods(world, (pod) =>
                    reachService(world, pod, { namespace: otel.namespace, ...otel.serves }),
                  ),
                ),
              ]
            : []),
        ]
      : [],
};
