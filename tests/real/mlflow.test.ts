import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { skip } from "../support/skip.ts";
import { PlannedCluster } from "./support/cluster-objects.ts";
import { DatabaseJob } from "./support/database-job.ts";
import { MlflowPod, type Surroundings, setUp } from "./support/mlflow-pods.ts";
import { olderTables } from "./support/mlflow-tables.ts";
import { Moto } from "./support/moto.ts";
import { Postgres } from "./support/postgres.ts";
import { run } from "./support/processes.ts";
import { postgresPrograms, pythonPrograms } from "./support/software.ts";

const search = "/api/2.0/mlflow/experiments/search?max_results=1";
const databasePassword = "database %/@'+ password";
const admin = { username: "admin", password: "generated-Admin-1" };
const inference = { username: "inference", password: "generated-Inference-1" };
const research = { username: "team-research", password: "generated-Research-1" };

/** What a data scientist does, with MLflow's own client. */
const journey = `
import os, pathlib, socket
resolve = socket.getaddrinfo
# In place of the cluster's name resolution.
socket.getaddrinfo = lambda host, *rest, **more: resolve("127.0.0.1" if host.endswith(".svc") else host, *rest, **more)
import mlflow
from mlflow import MlflowClient
client = MlflowClient()
run = client.create_run(client.create_experiment("journey"))
client.log_metric(run.info.run_id, "accuracy", 0.9)
model = pathlib.Path(os.environ["HOME"], "model.bin")
model.write_bytes(b"model" * 2**20)
client.log_artifact(run.info.run_id, str(model), "model")
client.create_registered_model("journey")
version = client.create_model_version("journey", run.info.artifact_uri + "/model", run.info.run_id)
client.set_registered_model_alias("journey", "champion", version.version)
model.unlink()
found = client.get_model_version_by_alias("journey", "champion")
back = mlflow.artifacts.download_artifacts(run_id=found.run_id, artifact_path="model/model.bin", dst_path=os.environ["HOME"])
print(pathlib.Path(back).stat().st_size, client.get_run(found.run_id).data.metrics["accuracy"])
`;

describe("MLflow as prod runs it", function () {
  this.timeout(600_000);
  let around: Surroundings;
  let database: DatabaseLogin;
  let pods: MlflowPod[] = [];
  let tables: string;

  /** @param database Login and password that the secret of the service's database has. */
  const secretsWith = (database: DatabaseLogin, adminPassword: string) => ({
    "mlflow-secrets": {
      ...database,
      admin: adminPassword,
      signing: "signing key",
    },
    "mlflow-users": {
      admin: adminPassword,
      airflow: "generated-Airflow-1",
      inference: inference.password,
      "team-research": research.password,
      "team-products": "generated-Products-1",
    },
  });

  /** Runs the job of the service's database as a plan with that generation has it. */
  const rotate = async (passwordGeneration: number, password: string): Promise<DatabaseLogin> => {
    const cluster = await PlannedCluster.of("prod", { data: { database: { passwordGeneration } } });
    const job = await DatabaseJob.of(cluster, "mlflow", password, around);
    const { code, output } = await job.finish();
    assert.equal(code, 0, output);
    return { username: job.login, password };
  };

  /** A rolling update to pods with the secrets of `next`, as Reloader starts it, in which no request may fail. */
  const replacePods = async (next: Surroundings) => {
    const serving = new Set(pods);
    const failed: string[] = [];
    let asked = 0;
    let fewest = serving.size;
    let stopped = false;
    const client = (async () => {
      while (!stopped) {
        for (const pod of [...serving]) {
          const answer = await pod.ask({ path: search, login: inference }).catch(({ message }) => message);
          asked += 1;
          if (answer.status !== 200) failed.push(JSON.stringify(answer));
        }
        await sleep(100);
      }
    })();
    try {
      around = next;
      // Once External Secrets has brought the change, the job runs again, too.
      const done = await setUp(around);
      assert.equal(done.code, 0, done.output);
      for (const old of pods) {
        const next = await MlflowPod.start(around);
        pods = [...pods.filter((pod) => pod !== old), next];
        await next.untilReady();
        serving.add(next);
        serving.delete(old);
        // The pause before a pod's end, in which its last requests are answered.
        await sleep(1000);
        await old.stop();
        const ready = await Promise.all([...serving].map((pod) => pod.isReady()));
        fewest = Math.min(fewest, ready.filter(Boolean).length);
      }
    } finally {
      stopped = true;
      await client;
    }
    assert.deepEqual(failed, []);
    assert.ok(asked > 50, `${asked} requests`);
    assert.ok(fewest >= 2, `${fewest} ready`);
  };

  const countTables = () => around.postgres.sql("select count(*) from pg_stat_user_tables", "mlflow");

  before(async function () {
    if (!postgresPrograms()) skip(this, "PostgreSQL is not installed (Debian: apt-get install postgresql)");
    for (const software of ["mlflow", "moto"] as const) {
      if (!pythonPrograms(software)) skip(this, `${software} is not installed (npm run test:real:install)`);
    }
    const [postgres, moto, cluster] = await Promise.all([
      Postgres.start(),
      Moto.start(),
      PlannedCluster.of("prod"),
    ]);
    around = { postgres, moto, cluster, secrets: {} };
    database = await rotate(1, databasePassword);
    around = { ...around, secrets: secretsWith(database, admin.password) };
    await moto.bucket(artifactsBucket(cluster));
    const done = await setUp(around);
    assert.equal(done.code, 0, done.output);
    tables = await countTables();
    const started = await Promise.allSettled([0, 1, 2].map(() => MlflowPod.start(around)));
    pods = started.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    for (const one of started) if (one.status === "rejected") throw one.reason;
    await Promise.all(pods.map((pod) => pod.untilReady()));
  });
  after(async () => {
    await Promise.all(pods.map((pod) => pod.stop()));
    await around?.postgres.stop();
    await around?.moto.stop();
  });

  it("is set up once, after which all pods of its first start stay", async () => {
    assert.equal(pods.length, 3);
    for (const pod of pods) {
      assert.ok(pod.isRunning, pod.log);
      // Nothing is left for them to migrate.
      assert.doesNotMatch(pod.log, /Traceback|Running upgrade|Creating initial/, pod.log);
    }
    assert.equal(await countTables(), tables);
  });

  it("lets in who has a password that was generated, and nobody with MLflow's own or none", async () => {
    for (const pod of pods) {
      for (const login of [admin, inference, research])
        assert.equal((await pod.ask({ path: search, login })).status, 200, login.username);
      for (const login of [undefined, { username: "admin", password: "password1234" }])
        assert.equal((await pod.ask({ path: search, ...(login ? { login } : {}) })).status, 401);
    }
  });

  it("takes a run, an artifact of 5 MiB into S3, and an alias of a model", async () => {
    const folder = around.postgres.folder;
    const { code, output } = await run(["python", "-c", journey], {
      path: [pythonPrograms("mlflow") ?? ""],
      env: {
        HOME: folder,
        MLFLOW_TRACKING_URI: `http://mlflow.mlflow.svc:${pods[0]?.port}`,
        MLFLOW_TRACKING_USERNAME: inference.username,
        MLFLOW_TRACKING_PASSWORD: inference.password,
        MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0",
      },
    });
    assert.equal(code, 0, output);
    assert.match(output, /^5242880 0\.9$/m);
    const listed = await fetch(`${around.moto.url}/${artifactsBucket(around.cluster)}?list-type=2`);
    assert.match(await listed.text(), /<Key>mlflow\/[^<]*model\.bin<\/Key>.*<Size>5242880<\/Size>/s);
  });

  it("takes what its page posts through the gateway, and nothing from another origin", async () => {
    const post = (host: string, origin: string) =>
      pods[0]?.ask({
        path: "/ajax-api/2.0/mlflow/experiments/search",
        body: { max_results: 1 },
        headers: { host, origin },
        login: inference,
      });
    const { hostname } = gateway(around.cluster);
    assert.equal((await post(hostname, `https://${hostname}`))?.status, 200);
    assert.equal((await post(hostname, "https://elsewhere.example.com"))?.status, 403);
    assert.equal((await post("elsewhere.example.com", `https://${hostname}`))?.status, 403);
  });

  it("gets no requests while its database refuses it, and is not started anew for that", async () => {
    const [pod] = pods as [MlflowPod];
    assert.ok(await pod.isReady());
    await around.postgres.sql("ALTER DATABASE mlflow ALLOW_CONNECTIONS false");
    await around.postgres.sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'mlflow'",
    );
    assert.equal(await pod.isReady(), false);
    assert.ok(await pod.isLive());
    await around.postgres.sql("ALTER DATABASE mlflow ALLOW_CONNECTIONS true");
    await pod.untilReady();
  });

  it("changes the administrator's password in a rolling update without an outage", async () => {
    const password = "generated-Admin-2";
    await replacePods({ ...around, secrets: secretsWith(database, password) });
    for (const pod of pods) {
      assert.equal((await pod.ask({ path: search, login: { ...admin, password } })).status, 200);
      assert.equal((await pod.ask({ path: search, login: admin })).status, 401);
    }
  });

  it("gets another login to its database in a rolling update without an outage", async () => {
    const before = database;
    database = await rotate(2, "rotated %/@' password");
    assert.notEqual(database.username, before.username);
    // The pods before the update open connections with the old login, as after a pause or a failover.
    await around.postgres.sql(`select pg_terminate_backend(pid) from ${sessionsOf(before)}`);
    await replacePods({ ...around, secrets: secretsWith(database, "generated-Admin-2") });
    assert.equal(await around.postgres.sql(`select count(*) from ${sessionsOf(before)}`), "0");
    assert.notEqual(await around.postgres.sql(`select count(*) from ${sessionsOf(database)}`), "0");
  });

  it("serves on while the rotation after that ends the login of its earlier pods", async () => {
    const current = around;
    const next = await rotate(3, "rotated again");
    assert.equal(next.username, "mlflow_a");
    for (const pod of pods) assert.equal((await pod.ask({ path: search, login: inference })).status, 200);
    around = {
      ...around,
      secrets: secretsWith({ ...next, password: databasePassword }, "generated-Admin-2"),
    };
    const connect =
      "import os, sqlalchemy; sqlalchemy.create_engine(os.environ['MLFLOW_BACKEND_STORE_URI']).connect()";
    const late = await setUp(around, ["python", "-c", connect]);
    assert.notEqual(late.code, 0);
    assert.match(late.output, /password authentication failed for user "mlflow_a"/);
    database = next;
    around = { ...current, secrets: secretsWith(database, "generated-Admin-2") };
  });

  it("brings tables up to date with another login than the one that made them", async () => {
    await Promise.all(pods.map((pod) => pod.stop()));
    pods = [];
    await around.postgres.sql("DROP DATABASE mlflow WITH (FORCE)");
    database = await rotate(3, database.password);
    const made = await setUp(around, ["python", "-c", olderTables]);
    assert.equal(made.code, 0, made.output);
    const [, older, newest] = made.output.match(/^older: (\w+) newest: (\w+)$/m) ?? [];
    const version = () => around.postgres.sql("select version_num from alembic_version", "mlflow");
    assert.equal(await version(), older);
    database = await rotate(4, "rotated once more");
    around = { ...around, secrets: secretsWith(database, "generated-Admin-2") };
    const done = await setUp(around);
    assert.equal(done.code, 0, done.output);
    assert.equal(await version(), newest);
    assert.equal(
      await around.postgres.sql(
        "select distinct tableowner from pg_tables where schemaname = 'public'",
        "mlflow",
      ),
      "mlflow",
    );
  });
});

interface DatabaseLogin {
  readonly username: string;
  readonly password: string;
}

const sessionsOf = ({ username }: DatabaseLogin): string => `pg_stat_activity where usename = '${username}'`;

function artifactsBucket(cluster: PlannedCluster): string {
  const { spec } = cluster.get("Deployment", "mlflow", "mlflow") as unknown as {
    spec: { template: { spec: { containers: [{ args: string[] }] } } };
  };
  const found = spec.template.spec.containers[0].args.join(" ").match(/s3:\/\/([^/]+)\/mlflow$/)?.[1];
  assert.ok(found, "the plan's MLflow has no bucket");
  return found;
}

function gateway(cluster: PlannedCluster): { readonly hostname: string } {
  const { spec } = cluster.get("HTTPRoute", "mlflow", "mlflow");
  const [hostname] = (spec as { hostnames: string[] }).hostnames;
  assert.ok(hostname, "the plan's MLflow has no route");
  return { hostname };
}
