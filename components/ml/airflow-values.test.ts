import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type * as pulumi from "@pulumi/pulumi";
import { airflowValues } from "./airflow-values.ts";

const digest = `sha256:${"a".repeat(64)}`;
const values = airflowValues({
  region: "us-east-1",
  image: { repository: "registry.example.com/airflow", tag: "3.2.2-1", digest },
  bucket: "artifacts",
  authorities: { volume: "authorities", configMapName: "authorities", mountPath: "/etc/authorities" },
  baseUrl: "https://airflow.example.com",
  mlflowUrl: "http://mlflow.mlflow.svc:5000",
  replicas: 2,
  resources: { cpu: "500m", memory: "2Gi" },
  taskResources: { cpu: "250m", memory: "1Gi" },
});
const part = (...path: string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], values);

describe("the values of Airflow", () => {
  it("run the image of the platform everywhere, as its user, by digest once it is known", () => {
    assert.equal(part("defaultAirflowRepository"), "registry.example.com/airflow");
    // The executor starts tasks by the tag, whatever the digest.
    assert.deepEqual([part("defaultAirflowTag"), part("defaultAirflowDigest")], ["3.2.2-1", digest]);
    assert.deepEqual([part("uid"), part("gid")], [50000, 50000]);
    assert.equal(part("securityContexts", "pod", "runAsNonRoot"), true);
    const dockerfile = readFileSync(new URL("../../images/airflow/Dockerfile", import.meta.url), "utf8");
    assert.match(dockerfile, /^USER 50000:50000$/m);
  });

  it("leave the databases of the chart out, and read keys from secrets that stay", () => {
    assert.deepEqual([part("postgresql", "enabled"), part("redis", "enabled")], [false, false]);
    assert.equal(part("data", "metadataSecretName"), "airflow-database");
    for (const key of ["fernetKeySecretName", "apiSecretKeySecretName", "jwtSecretName"]) {
      assert.equal(part(key), "airflow-keys", key);
    }
  });

  it("give every pod the authorities of the database, and its services alone an asynchronous engine", () => {
    assert.deepEqual((part("volumes") as unknown[])[0], {
      name: "authorities",
      configMap: { name: "authorities" },
    });
    assert.deepEqual((part("volumeMounts") as unknown[])[0], {
      name: "authorities",
      mountPath: "/etc/authorities",
      readOnly: true,
    });
    for (const service of ["apiServer", "scheduler", "triggerer", "dagProcessor"]) {
      const names = (part(service, "env") as { name: string }[]).map(({ name }) => name);
      assert.deepEqual(names, ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC", "PGSSLROOTCERT"], service);
    }
    // In a task, libpq would check the certificates of other people's databases against these authorities.
    assert.doesNotMatch(JSON.stringify([part("env"), part("workers")]), /PGSSLROOTCERT/);
  });

  it("run no hooks, which nobody would start", () => {
    for (const job of ["migrateDatabaseJob", "createUserJob"]) {
      assert.deepEqual([part(job, "useHelmHooks"), part(job, "applyCustomEnv")], [false, false], job);
    }
  });

  it("give the first administrator a password from a file, and never the chart's own", () => {
    const args = (part("createUserJob", "args") as string[]).join(" ");
    assert.match(args, /--password "\$\(cat \/etc\/airflow\/admin\/password\)"/);
    assert.doesNotMatch(args, /defaultUser/);
    assert.deepEqual(part("createUserJob", "extraVolumes"), [
      { name: "admin", secret: { secretName: "airflow-admin" } },
    ]);
  });

  it("keep logs and DAGs in the bucket, and nothing on a volume", async () => {
    const logs = part("config", "logging", "remote_base_log_folder") as pulumi.Output<string>;
    assert.equal(await new Promise((resolve) => logs.apply(resolve)), "s3://artifacts/airflow/logs");
    assert.equal(part("triggerer", "persistence", "enabled"), false);
    assert.match(JSON.stringify(part("dagProcessor", "dagBundleConfigList")), /"prefix":"airflow\/dags"/);
  });

  it("limit every part, keep one of each through a drain, and run each task in its own pod", () => {
    assert.equal(part("executor"), "KubernetesExecutor");
    for (const service of ["apiServer", "scheduler", "triggerer", "dagProcessor"]) {
      assert.deepEqual(part(service, "resources", "limits"), { memory: "2Gi" }, service);
      assert.equal(part(service, "podDisruptionBudget", "enabled"), true, service);
    }
    assert.deepEqual(part("workers", "kubernetes", "resources", "limits"), { memory: "1Gi" });
  });
});
