import { z } from "zod";
import { defineService } from "./define.ts";
import { cpuQuantity, memoryQuantity, replicas, roleArn } from "./values.ts";

export const airflow = defineService({
  name: "airflow",
  title: "Airflow",
  summary: "Pipelines: data, features, training and retraining on schedule, a pod for each task.",
  layer: "ml-services",
  key: "airflow",
  namespace: "airflow",
  keys: {
    /** Pods of each of scheduler, API server, DAG processor and triggerer. Default: 2; 1 in development. */
    replicas: replicas.default(2),
    /** CPU that each of these pods asks for. Default: 500m; 200m in development. */
    cpu: cpuQuantity.default("500m"),
    /** Memory of each of these pods. Default: 2Gi; 1536Mi in development. */
    memory: memoryQuantity.default("2Gi"),
    /** What the pod of a task gets where its DAG asks for nothing else. */
    task: z
      .strictObject({
        /** CPU that it asks for. Default: 500m. */
        cpu: cpuQuantity.default("500m"),
        /** Its memory. Default: 2Gi. */
        memory: memoryQuantity.default("2Gi"),
      })
      .prefault({}),
    /**
     * IAM roles, such as that of a CI system, which may assume the role that writes DAGs: the layer's output
     * `airflowDagPublisherArn`. They must exist. Default: nobody.
     */
    dagPublishers: z.array(roleArn).default([]),
    /** Tasks at the same time. Default: 32; 4 in development. */
    maxTasks: z.int().min(1, "expected at least 1 task").default(32),
  },
  profiles: { development: { replicas: 1, cpu: "200m", memory: "1536Mi", maxTasks: 4 } },
  productionMinimum: { replicas: 2 },
  requires: [{ service: "external-secrets", because: "its keys and passwords come from Secrets Manager" }],
  serves: { service: "airflow-api-server", port: 8080 },
  calls: ["mlflow", "feast", "vault", "inference"],
  subdomain: "airflow",
  forward: { localPort: 8080 },
  login: { kind: "own", reason: "Airflow's own users; the first administrator's password is generated." },
  images: () => ["airflow"],
  database: true,
  vaultAccounts: ["airflow-worker"],
  alerts: true,
});
