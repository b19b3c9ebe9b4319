import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type * as pulumi from "@pulumi/pulumi";
import { type AirflowValues, airflowValues } from "./airflow-values.ts";

const digest = `sha256:${"a".repeat(64)}`;
const args: AirflowValues = {
  region: "us-east-1",
  image: { repository: "registry.example.com/airflow", tag: "3.2.2-1", digest },
  bucket: "artifacts",
  authorities: { volume: "authorities", configMapName: "authorities", mountPath: "/etc/authorities" },
  folders: ["platform", "vision"],
  baseUrl: "https://airflow.example.com",
  clients: { env: [{ name: "MLFLOW_TRACKING_URI", value: "http://mlflow" }], volumes: [], volumeMounts: [] },
  replicas: 2,
  resources: { cpu: "500m", memory: "2Gi" },
  taskResources: { cpu: "250m", memory: "1Gi" },
};
const values = airflowValues(args);
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

  it("give what logs in to other services to tasks alone", () => {
    const places = (name: string) => JSON.stringify(part(name)).includes("MLFLOW_TRACKING_URI");
    assert.deepEqual(["workers", "env", "scheduler", "apiServer", "dagProcessor"].filter(places), [
      "workers",
    ]);
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
    const bundles = part("dagProcessor", "dagBundleConfigList") as {
      name: string;
      kwargs: { prefix: string };
    }[];
    assert.deepEqual(
      bundles.map(({ name, kwargs }) => [name, kwargs.prefix]),
      [
        ["platform", "airflow/dags/platform"],
        ["vision", "airflow/dags/vision"],
      ],
    );
  });

  it("take DAGs from a repository instead, a folder of it for each bundle, with a login from a secret", () => {
    const git = { repository: "https://git.example.com/dags", branch: "main", path: "pipelines/dags" };
    const withGit = airflowValues({ ...args, git: { ...git, secret: "services/git" } }) as {
      dags: { gitSync: Record<string, unknown> };
      dagProcessor: { dagBundleConfigList: { name: string; kwargs: { path: string } }[] };
    };
    const { enabled, repo, branch, ref, subPath, credentialsSecret } = withGit.dags.gitSync;
    assert.deepEqual(
      { enabled, repo, branch, ref, subPath, credentialsSecret },
      {
        enabled: true,
        repo: git.repository,
        branch: "main",
        ref: "main",
        subPath: "pipelines/dags",
        credentialsSecret: "airflow-git",
      },
    );
    assert.deepEqual(
      withGit.dagProcessor.dagBundleConfigList.map(({ name, kwargs }) => [name, kwargs.path]),
      [
        ["platform", "/opt/airflow/dags/repo/pipelines/dags/platform"],
        ["vision", "/opt/airflow/dags/repo/pipelines/dags/vision"],
      ],
    );
    const open = airflowValues({ ...args, git }) as { dags: { gitSync: object } };
    assert.ok(!("credentialsSecret" in open.dags.gitSync));
    assert.equal(part("dags"), undefined);
  });

  it("have every part started anew that reads a secret, once it has changed", () => {
    for (const service of ["apiServer", "scheduler", "triggerer", "dagProcessor"])
      assert.deepEqual(
        part(service, "annotations"),
        { "secret.reloader.stakater.com/auto": "true" },
        service,
      );
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
