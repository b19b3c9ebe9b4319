/** Services of machine learning: tracking and registry, features, pipelines, inference. */
export { Airflow } from "../ml/airflow.ts";
export type { AirflowArgs } from "../ml/airflow-args.ts";
export type { DagFolder } from "../ml/airflow-task-identity.ts";
export type { AirflowImage } from "../ml/airflow-values.ts";
export { type FeastArgs, FeastServer } from "../ml/feast.ts";
export type { FeastAccess } from "../ml/feast-access.ts";
export type { Materialization } from "../ml/feast-jobs.ts";
export type { OnlineStore as OnlineStoreConnection } from "../ml/feature-store-config.ts";
export { InferenceApi, type InferenceApiArgs } from "../ml/inference-api.ts";
export { Mlflow, type MlflowArgs } from "../ml/mlflow.ts";
export type { MlflowAccess } from "../ml/mlflow-login.ts";
export {
  type BucketAccess,
  bucketStatements,
  type Database,
  type Reachable,
  type ServiceContext,
  type ServiceShape,
} from "../ml/service.ts";
