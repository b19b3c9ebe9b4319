import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { credentialsFolder } from "@aip/components/ml/mlflow-login.ts";
import { skip } from "../support/skip.ts";
import { airflowChartValues, taskPod } from "./support/airflow.ts";
import { type ClusterObject, PlannedCluster } from "./support/cluster-objects.ts";
import { LocalFeast, missingForFeast } from "./support/feast.ts";
import { client, definitions, writeScores } from "./support/feature-definitions.ts";
import { MlflowPod, type Surroundings, setUp } from "./support/mlflow-pods.ts";
import { LocalPod, type SecretValues } from "./support/pod.ts";
import { Postgres } from "./support/postgres.ts";
import { type Finished, run } from "./support/processes.ts";
import { pythonPrograms } from "./support/software.ts";

const tokens = { read: "r".repeat(48), write: "w".repeat(48) };
const password = "generated-Password-1";

/** What a task does that tracks what it made. */
const track = `
import socket
resolve = socket.getaddrinfo
# In place of the cluster's name resolution.
socket.getaddrinfo = lambda host, *rest, **more: resolve("127.0.0.1" if host.endswith(".svc") else host, *rest, **more)
import mlflow
mlflow.set_experiment("pipelines")
with mlflow.start_run() as run:
    mlflow.log_metric("rows", 42)
print("logged", mlflow.get_run(run.info.run_id).data.metrics["rows"])
`;

interface Variable {
  readonly name: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string } };
}

interface TaskSpec {
  readonly containers: readonly [{ readonly env: readonly Variable[] }];
}

/** The pod of a task of the plan, as the policy of the image leaves it: without what opens all of Airflow. */
function plannedTask(cluster: PlannedCluster): ClusterObject {
  const { spec } = taskPod(airflowChartValues(cluster)) as { readonly spec: TaskSpec };
  const [container] = spec.containers;
  const env = container.env.filter(
    ({ valueFrom }) => !/^airflow-(database|keys)$/.test(valueFrom?.secretKeyRef.name ?? ""),
  );
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "task", namespace: "airflow" },
    spec: { template: { spec: { ...spec, containers: [{ ...container, env }] } } },
  };
}

describe("a task of Airflow as production plans its pod", function () {
  this.timeout(600_000);
  let cluster: PlannedCluster;
  let feast: LocalFeast;
  let postgres: Postgres;
  let mlflow: MlflowPod;

  before(async function () {
    const missing = missingForFeast();
    if (missing) skip(this, missing);
    for (const software of ["airflow", "mlflow"] as const) {
      if (!pythonPrograms(software)) skip(this, `${software} is not installed: npm run test:real:install`);
    }
    // One after another: a process plans one environment at a time.
    cluster = await PlannedCluster.of("prod");
    feast = await LocalFeast.start("prod");
    postgres = await Postgres.start();
  });
  after(async () => {
    await mlflow?.stop();
    await postgres?.stop();
    await feast?.stop();
  });

  /** Runs a program in a task's pod, with the image's Python. */
  async function task(
    program: string,
    secrets: SecretValues,
    places: Record<string, string>,
  ): Promise<Finished> {
    const others = { "mlflow-login": { username: "", password: "" }, "feast-token": { token: "" } };
    const pod = new LocalPod(cluster, plannedTask(cluster), { ...others, ...secrets }, places);
    try {
      // Where the volume with the login is in a pod: below the home of its user.
      symlinkSync("mlflow-login", join(pod.folder, credentialsFolder));
      const env = { ...pod.command().env, ...feast.moto.env, HOME: pod.folder, AIRFLOW_HOME: pod.folder };
      const path = [pythonPrograms("airflow") ?? ""];
      return await run(["python", "-c", program], { env, path, cwd: pod.folder, seconds: 300 });
    } finally {
      pod.remove();
    }
  }

  it("logs a run to MLflow with the login of its pod, and with no other", async () => {
    const { spec } = cluster.get("ExternalSecret", "mlflow", "mlflow-users");
    const users = (spec as { data: { secretKey: string }[] }).data.map(({ secretKey }) => secretKey);
    await postgres.sql(`CREATE ROLE mlflow LOGIN PASSWORD '${password}'`);
    await postgres.sql("CREATE DATABASE mlflow OWNER mlflow");
    const around: Surroundings = {
      cluster,
      postgres,
      moto: feast.moto,
      secrets: {
        "mlflow-secrets": { username: "mlflow", password, admin: password, signing: "signing key" },
        "mlflow-users": Object.fromEntries(users.map((user) => [user, password])),
      },
    };
    const done = await setUp(around);
    assert.equal(done.code, 0, done.output);
    mlflow = await MlflowPod.start(around);
    await mlflow.untilReady();
    const places = { "mlflow.mlflow.svc:5000": `mlflow.mlflow.svc:${mlflow.port}` };
    const login = { username: "airflow", password };
    const logged = await task(track, { "mlflow-login": login }, places);
    assert.equal(logged.code, 0, logged.output);
    assert.match(logged.output, /logged 42\.0/);
    const wrong = await task(track, { "mlflow-login": { ...login, password: "another" } }, places);
    assert.notEqual(wrong.code, 0);
    assert.match(wrong.output, /401|not authenticated/i);
  });

  it("reads features online and offline with the token of its pod, and writes none", async () => {
    const secrets = feast.secrets(tokens);
    const finished = ({ code, output }: Finished) => assert.equal(code, 0, output);
    finished(await feast.python(feast.pod("Job", "feast", "feast-registry", secrets)));
    const features = () => feast.pod("CronJob", "feast", "feast-features", secrets);
    finished(await feast.python(features(), ["-c", writeScores(feast.offlineBucket)]));
    await feast.moto.put(
      feast.definitionsBucket,
      "feast/platform/ranking/scores.py",
      definitions(feast.offlineBucket),
    );
    finished(await feast.python(features()));
    const { url } = await feast.serve(secrets);
    const places = { "http://feast.feast.svc:6566": url };
    const read = await task(client, { "feast-token": { token: tokens.read } }, places);
    assert.equal(read.code, 0, read.output);
    const last = read.output.trim().split("\n").at(-1) ?? "";
    const { online, offline, refused } = JSON.parse(last) as Record<string, unknown>;
    assert.deepEqual(
      [online, offline],
      [
        [0.5, 0.75],
        [0.5, 0.75],
      ],
    );
    assert.match(String(refused), /token for writes/);
  });
});
