import { z } from "zod";
import { cpuQuantity, memoryQuantity, slug } from "./common.ts";

const replicas = z.int().min(1, "expected at least 1 pod");

const mlflow = z.strictObject({
  /** Pods. Default: 2. */
  replicas: replicas.default(2),
  cpu: cpuQuantity.default("500m"),
  /** The server takes about 800 MiB while idle. Default: 2Gi. */
  memory: memoryQuantity.default("2Gi"),
});

const feast = z.strictObject({
  /** Pods. Default: 2. */
  replicas: replicas.default(2),
  cpu: cpuQuantity.default("500m"),
  memory: memoryQuantity.default("1Gi"),
  /** Name of the feature repository; tables of the online store begin with it. Default: platform. */
  project: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, "expected lower-case letters, digits and underscores")
    .default("platform"),
});

const airflow = z.strictObject({
  /** Pods of each of scheduler, API server, DAG processor and triggerer. Default: 2. */
  replicas: replicas.default(2),
  cpu: cpuQuantity.default("500m"),
  memory: memoryQuantity.default("2Gi"),
  /** What the pod of a task gets where its DAG asks for nothing else. */
  task: z
    .strictObject({
      cpu: cpuQuantity.default("500m"),
      memory: memoryQuantity.default("2Gi"),
    })
    .prefault({}),
  /** Tasks at the same time. Default: 32. */
  maxTasks: z.int().min(1, "expected at least 1 task").default(32),
});

const inference = z.strictObject({
  /** Which of the platform's own images (`platform:data.images`) serves. Default: inference. */
  image: slug.default("inference"),
  /** Version of the image: a tag or `sha256:…`. Nothing floats, so `latest` is refused. */
  version: z
    .string()
    .regex(
      /^(?!latest$)([\w][\w.-]{0,127}|sha256:[0-9a-f]{64})$/,
      'expected a version such as "1.4.2", or a digest (sha256:…)',
    )
    .default("0.1.0"),
  cpu: cpuQuantity.default("500m"),
  memory: memoryQuantity.default("1Gi"),
  /** Fewest pods. Default: 2. */
  minReplicas: replicas.default(2),
  /** Most pods. Default: 10. */
  maxReplicas: replicas.default(10),
  /** Percent of the requested CPU at which pods are added. Default: 70. */
  cpuTarget: z.int().min(1, "expected 1 to 100").max(100, "expected 1 to 100").default(70),
});

/** The ml-services layer. Its price is that of the nodes its pods fill. */
export const mlServices = z.strictObject({
  mlflow: mlflow.prefault({}),
  feast: feast.prefault({}),
  airflow: airflow.prefault({}),
  inference: inference.prefault({}),
});
