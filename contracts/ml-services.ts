import { z } from "zod";
import { defineContract } from "./define.ts";
import * as value from "./values.ts";

/** What the ML services layer hands over: the addresses of the services inside the cluster; null for one that is off. */
export const mlServices = defineContract("ml-services", {
  /** Names of the services of the layer that are on. */
  services: z.array(value.text),
  mlflowUrl: value.url.nullable(),
  feastUrl: value.url.nullable(),
  /** feature_store.yaml of clients, who have a token of the feature server in FEAST_TOKEN. */
  featureStoreYaml: value.text.nullable(),
  /** Secrets Manager secret with the feature server's tokens: `read`, and `write`, which is good for reads too. */
  feastTokenSecretArn: value.arn("secretsmanager").nullable(),
  airflowUrl: value.url.nullable(),
  /** Roles that write Airflow's DAGs into their bucket, by folder; one that nobody may assume is not there. */
  airflowDagPublisherArns: z.record(value.text, value.arn("iam")),
  inferenceUrl: value.url.nullable(),
});
