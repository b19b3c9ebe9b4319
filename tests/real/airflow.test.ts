import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { databaseAuthoritiesFile } from "@aip/components/data/database-authorities.ts";
import { skip } from "../support/skip.ts";
import { type AirflowChartValues, airflowChartValues, jobPod, servicePod } from "./support/airflow.ts";
import { type ClusterObject, PlannedCluster } from "./support/cluster-objects.ts";
import { Moto } from "./support/moto.ts";
import { LocalPod } from "./support/pod.ts";
import { Postgres } from "./support/postgres.ts";
import { type Finished, freePort, run, Server } from "./support/processes.ts";
import { postgresPrograms, pythonPrograms } from "./support/software.ts";

const password = "of-the-database:50%/@'+";
const adminPassword = "made up for the test";

const dag = `
from airflow.sdk import dag, task

@dag(schedule=None, is_paused_upon_creation=False)
def arrived():
    @task
    def speak():
        print("a line of the task " + str(6 * 7))
    speak()

arrived()
`;

const askAsync = `
import asyncio
from airflow import settings
from sqlalchemy import text

async def main():
    async with settings.AsyncSession() as session:
        found = await session.execute(text("select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
        print("encrypted:", found.scalar())

asyncio.run(main())
`;

/**
 * Airflow as the plan of prod runs it. There is no Kubernetes here: tasks run beside the scheduler (LocalExecutor), and
 * with the scheduler's identity, so that nothing is shown of the pods of tasks.
 */
describe("Airflow from the plan of prod", () => {
  let cluster: PlannedCluster;
  let values: AirflowChartValues;
  let postgres: Postgres;
  let moto: Moto;
  let programs: string;
  let port: number;
  let bucket: string;
  const pods: LocalPod[] = [];
  const servers: Server[] = [];

  before(async function () {
    this.timeout(600_000);
    const found = pythonPrograms("airflow");
    if (!found || !pythonPrograms("moto")) {
      skip(this, "Airflow or moto is not installed: npm run test:real:install");
    }
    if (!postgresPrograms()) skip(this, "PostgreSQL is not installed (Debian: apt-get install postgresql)");
    programs = found as string;
    cluster = await PlannedCluster.of("prod");
    values = airflowChartValues(cluster);
    [postgres, moto, port] = await Promise.all([Postgres.start(), Moto.start(), freePort()]);
    await postgres.sql(`CREATE ROLE airflow LOGIN PASSWORD '${password.replaceAll("'", "''")}'`);
    await postgres.sql("CREATE DATABASE airflow OWNER airflow");
    bucket = new URL(String(values.config.logging?.remote_base_log_folder)).hostname;
    await moto.bucket(bucket);
  });
  after(async () => {
    for (const server of servers) await server.stop();
    for (const pod of pods) pod.remove();
    await moto?.stop();
    await postgres?.stop();
  });

  /** Everything that stands here for something of the cluster. */
  function local(owner: ClusterObject, more: Readonly<Record<string, string>> = {}) {
    const { spec } = cluster.get("ExternalSecret", "airflow", values.data.metadataSecretName);
    const host = /@([^:/]+):5432\//.exec(JSON.stringify(spec))?.[1] ?? "";
    const pod = new LocalPod(
      cluster,
      owner,
      {
        "airflow-database": { username: "airflow", password },
        "airflow-keys": keys,
        "airflow-admin": { password: adminPassword },
        "mlflow-login": { username: "airflow", password: "of MLflow" },
      },
      {
        [`${host}:5432`]: `localhost:${postgres.port}`,
        [databaseAuthoritiesFile]: postgres.authorityFile,
        ...more,
      },
    );
    pods.push(pod);
    const { command, env } = pod.command();
    const options = {
      env: {
        HOME: pod.folder,
        AIRFLOW_HOME: pod.folder,
        ...env,
        ...moto.env,
        AIRFLOW__CORE__EXECUTOR: "LocalExecutor",
        AIRFLOW__CORE__PARALLELISM: "1",
        AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `http://127.0.0.1:${port}/execution/`,
        // Not to wait for the minutes that these are apart in a cluster.
        AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL: "5",
      },
      path: [programs],
      cwd: pod.folder,
      seconds: 900,
    };
    return { command, options };
  }

  async function finish(owner: ClusterObject, more?: Readonly<Record<string, string>>): Promise<Finished> {
    const { command, options } = local(owner, more);
    return run(command, { ...options, seconds: 300 });
  }

  const logIn = (login: string) =>
    fetch(`http://127.0.0.1:${port}/auth/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "admin", password: login }),
    });

  it("migrates its database over TLS", async function () {
    this.timeout(400_000);
    // The arguments are the chart's own; the plan has others of the users job alone.
    const { code, output } = await finish(
      jobPod(values, "migrateDatabaseJob", ["bash", "-c", "exec airflow db migrate"]),
    );
    assert.equal(code, 0, output);
    assert.equal(await postgres.sql("select count(*) from alembic_version", "airflow"), "1");
  });

  it("makes its first administrator, and again with the same outcome", async function () {
    this.timeout(700_000);
    for (const time of ["first", "second"]) {
      const { code, output } = await finish(jobPod(values, "createUserJob", []));
      assert.equal(code, 0, `${time}: ${output}`);
    }
    assert.equal(await postgres.sql("select username from ab_user", "airflow"), "admin");
  });

  describe("its asynchronous engine", () => {
    const ask = (more?: Readonly<Record<string, string>>) =>
      finish(servicePod(values, "apiServer", [join(programs, "python"), "-c", askAsync]), more);

    it("talks to the database over TLS", async function () {
      this.timeout(400_000);
      const { code, output } = await ask();
      assert.equal(code, 0, output);
      assert.match(output, /encrypted: True/);
    });

    it("refuses a server of an authority that it does not trust", async function () {
      this.timeout(400_000);
      // The authorities of RDS, as the plan has them, know nothing of the server here.
      const { code, output } = await ask({ [databaseAuthoritiesFile]: rdsAuthorities() });
      assert.notEqual(code, 0);
      assert.match(output, /CERTIFICATE_VERIFY_FAILED/);
    });

    /** The file of the plan's ConfigMap, in a folder of its own. */
    function rdsAuthorities(): string {
      const owner = servicePod(values, "apiServer", []);
      const pod = new LocalPod(cluster, owner, { "mlflow-login": { username: "", password: "" } }, {});
      pods.push(pod);
      return join(pod.folder, "database-authorities", "authorities.pem");
    }
  });

  it("runs a DAG that arrives in the bucket, for its administrator alone", async function () {
    this.timeout(900_000);
    const [bundle] = values.dagProcessor.dagBundleConfigList;
    assert.equal(bundle?.kwargs.bucket_name, bucket);
    const put = await fetch(`${moto.url}/${bucket}/${bundle?.kwargs.prefix}/platform/arrived.py`, {
      method: "PUT",
      body: dag,
    });
    assert.ok(put.ok);

    const api = local(
      servicePod(values, "apiServer", ["airflow", "api-server", "--port", String(port), "--workers", "1"]),
    );
    servers.push(await Server.start(api.command, port, { ...api.options, startSeconds: 300 }));
    // The administrator's own password, and not the one that everybody knows.
    assert.equal((await logIn("admin")).status, 401);
    const login = await logIn(adminPassword);
    assert.equal(login.status, 201, await login.clone().text());
    const { access_token } = (await login.json()) as { access_token: string };
    const call = async (path: string, body?: object) => {
      const response = await fetch(`http://127.0.0.1:${port}/api/v2/${path}`, {
        headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
        ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
      });
      return { ok: response.ok, body: (await response.json()) as Record<string, unknown> };
    };

    for (const [service, command] of [
      ["dagProcessor", ["airflow", "dag-processor"]],
      ["scheduler", ["airflow", "scheduler", "--skip-serve-logs"]],
    ] as const) {
      const { command: programOf, options } = local(servicePod(values, service, command));
      servers.push(await Server.start(programOf, port, options));
    }
    const logs = () => servers.map(({ log }) => log.slice(-3000)).join("\n----\n");
    await until(async () => (await call("dags/arrived")).ok, 300, logs);
    const started = await call("dags/arrived/dagRuns", { logical_date: null });
    assert.ok(started.ok, JSON.stringify(started.body));
    const run = `dags/arrived/dagRuns/${encodeURIComponent(String(started.body.dag_run_id))}`;
    const state = async () => String((await call(run)).body.state);
    await until(async () => ["success", "failed"].includes(await state()), 400, logs);
    assert.equal(await state(), "success", logs());
  });
});

const keys = {
  "fernet-key": randomBytes(32).toString("base64url").padEnd(44, "="),
  "api-secret-key": randomBytes(32).toString("hex"),
  "jwt-secret": randomBytes(64).toString("hex"),
};

async function until(holds: () => Promise<boolean>, seconds: number, explain: () => string): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${seconds} seconds:\n${explain()}`);
    await sleep(2000);
  }
}
