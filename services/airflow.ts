import { z } from "zod";
import { defineService } from "./define.ts";
import { cpuQuantity, memoryQuantity, replicas, roleArn, slug } from "./values.ts";

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
     * IAM roles, such as that of a CI system, which may assume the role that writes the platform's own DAGs, of the folder
     * `platform`: the layer's output `airflowDagPublisherArns`. They must exist. Default: nobody.
     */
    dagPublishers: z.array(roleArn).default([]),
    /** How DAGs arrive: in a folder for the platform's own, `platform`, and one for each team, by its name. */
    dags: z
      .strictObject({
        /** `s3`: written to the bucket by `dagPublishers`. `git`: taken from a branch of a repository. Default: s3. */
        source: z.enum(["s3", "git"]).default("s3"),
        /** Address of the repository, by https. Default: none; `git` needs one. */
        repository: z
          .string()
          .regex(/^https:\/\/[^*@\s]+$/, "expected the https address of a Git repository, without a login")
          .optional(),
        /** Branch whose newest commit is taken. Default: main. */
        branch: z
          .string()
          .regex(/^[\w][\w./-]*$/, "expected the name of a branch")
          .default("main"),
        /** Folder of the repository in which the folders of DAGs are. Default: dags. */
        path: z
          .string()
          .regex(/^\w[\w-]*(\/\w[\w-]*)*$/, "expected a path such as dags or pipelines/dags")
          .default("dags"),
        /**
         * Name of a secret with the `username` and `password`, or token, of someone who may read the repository, below
         * `ai-platform/<environment>/services/` in Secrets Manager. It must exist. Default: none, anybody may read it.
         */
        secret: slug.optional(),
      })
      .prefault({}),
    /** Tasks at the same time. Default: 32; 4 in development. */
    maxTasks: z.int().min(1, "expected at least 1 task").default(32),
  },
  profiles: { development: { replicas: 1, cpu: "200m", memory: "1536Mi", maxTasks: 4 } },
  productionMinimum: { replicas: 2 },
  check: ({ dags: { source, repository, secret }, dagPublishers }) => [
    ...(source === "git" && repository === undefined
      ? [
          {
            path: "dags.repository",
            found: repository,
            allowed: "the address of a repository while dags.source is git",
          },
        ]
      : []),
    ...(source === "git" && dagPublishers.length > 0
      ? [
          {
            path: "dagPublishers",
            found: dagPublishers,
            allowed: "none while dags.source is git, which takes no DAG from the bucket",
          },
        ]
      : []),
    ...(source === "s3" && (repository ?? secret) !== undefined
      ? [{ path: "dags.source", found: source, allowed: "git, as dags names a repository or its secret" }]
      : []),
  ],
  requires: [{ service: "external-secrets", because: "its keys and passwords come from Secrets Manager" }],
  serves: { service: "airflow-api-server", port: 8080 },
  calls: ["mlflow", "feast", "vault", "inference"],
  subdomain: "airflow",
  forward: { localPort: 8080 },
  login: { kind: "own", reason: "Airflow's own users; the first administrator's password is generated." },
  images: () => ["airflow"],
  database: true,
  vaultAccounts: ["airflow-task-platform"],
  alerts: true,
});
