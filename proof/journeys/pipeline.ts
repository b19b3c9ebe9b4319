import { isOn } from "@aip/services";
import { airflow } from "@aip/services/airflow.ts";
import { feast } from "@aip/services/feast.ts";
import { mlflow } from "@aip/services/mlflow.ts";
import { podMayDo } from "../identity/access.ts";
import { type Journey, type Step, step } from "../journey.ts";
import { reachAws } from "../network/aws.ts";
import { reachService } from "../network/reach.ts";
import { all, broken, type Outcome, refused } from "../outcome.ts";
import { type BucketRole, bucketOf } from "../world/buckets.ts";
import type { World } from "../world/world.ts";
import { taskPod } from "./task-pod.ts";

/** What a task of the platform's own pipelines does with an object of a bucket. */
function withObject(world: World, action: string, role: BucketRole): Outcome {
  const bucket = bucketOf(world, role);
  if (bucket === undefined) return broken(`There is no bucket of ${role} in the plan`);
  const { account } = taskPod(world);
  return podMayDo(world, account, action, `arn:aws:s3:::${bucket}/platform/2026/a.parquet`);
}

const calls = (
  world: World,
  { namespace, serves }: { namespace: string; serves: { service: string; port: number } },
): Outcome => reachService(world, taskPod(world).caller, { namespace, ...serves });

/** A pipeline makes features and models out of raw data. */
export const pipeline: Journey = {
  name: "pipeline",
  title: "A pipeline's task reads raw data, writes features and registers a model",
  user: "a data engineer",
  steps: ({ environment }): Step[] =>
    isOn(airflow, environment)
      ? [
          step("Reads raw data", (world) =>
            all([
              () => withObject(world, "s3:GetObject", "raw"),
              () => reachAws(world, taskPod(world).caller, "s3"),
            ]),
          ),
          step("Writes curated data", (world) => withObject(world, "s3:PutObject", "curated")),
          step("Writes features", (world) => withObject(world, "s3:PutObject", "features")),
          step("Does not write where inference loads its models", (world) =>
            refused(withObject(world, "s3:PutObject", "models")),
          ),
          ...(isOn(mlflow, environment)
            ? [step("Registers a model in MLflow", (world) => calls(world, mlflow))]
            : []),
          ...(isOn(feast, environment)
            ? [step("Reads features of Feast", (world) => calls(world, feast))]
            : []),
        ]
      : [],
};
