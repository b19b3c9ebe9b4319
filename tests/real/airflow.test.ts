import assert from "node:assert/strict";
import { join } from "node:path";
import { databaseAuthoritiesFile } from "@aip/components/data/database-authorities.ts";
import { skip } from "../support/skip.ts";
import { servicePod } from "./support/airflow.ts";
import { adminPassword, LocalAirflow, missingForAirflow } from "./support/local-airflow.ts";
import { LocalPod } from "./support/pod.ts";

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

const deferring = `
from airflow.providers.standard.sensors.date_time import DateTimeSensorAsync
from airflow.sdk import dag

@dag(schedule=None, is_paused_upon_creation=False)
def deferring():
    DateTimeSensorAsync(task_id="wait", target_time="{{ macros.datetime.now(macros.dateutil.tz.UTC) + macros.timedelta(seconds=3) }}")

deferring()
`;

/** A DAG of one team that asks for the identity of another. */
const foreign = `
from airflow.sdk import dag, task
from kubernetes.client import models as k8s

pod = k8s.V1Pod(spec=k8s.V1PodSpec(
    containers=[k8s.V1Container(name="base")], service_account_name="airflow-task-products"
))

@dag(schedule=None)
def foreign():
    @task(executor_config={"pod_override": pod})
    def take():
        print("of another team")
    take()

foreign()
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

describe("Airflow from the plan of prod", function () {
  this.timeout(900_000);
  let airflow: LocalAirflow;

  before(async function () {
    const missing = missingForAirflow();
    if (missing) skip(this, missing);
    airflow = await LocalAirflow.start("prod");
  });
  after(() => airflow?.stop());

  it("migrates its database over TLS", async () => {
    const { code, output } = await airflow.migrate();
    assert.equal(code, 0, output);
    assert.equal(await airflow.postgres.sql("select count(*) from alembic_version", "airflow"), "1");
  });

  it("makes its first administrator, and again with the same outcome", async () => {
    for (const time of ["first", "second"]) {
      const { code, output } = await airflow.makeAdministrator();
      assert.equal(code, 0, `${time}: ${output}`);
    }
    assert.equal(await airflow.postgres.sql("select username from ab_user", "airflow"), "admin");
  });

  describe("its asynchronous engine", () => {
    const ask = (more?: Readonly<Record<string, string>>) =>
      airflow.finish(
        servicePod(airflow.values, "apiServer", [join(airflow.programs, "python"), "-c", askAsync]),
        more,
      );

    it("talks to the database over TLS", async () => {
      const { code, output } = await ask();
      assert.equal(code, 0, output);
      assert.match(output, /encrypted: True/);
    });

    it("refuses a server of an authority that it does not trust", async () => {
      // The authorities of RDS, as the plan has them, know nothing of the server here.
      const owner = servicePod(airflow.values, "apiServer", []);
      const pod = new LocalPod(airflow.cluster, owner, {}, {});
      try {
        const file = join(pod.folder, "database-authorities", "authorities.pem");
        const { code, output } = await ask({ [databaseAuthoritiesFile]: file });
        assert.notEqual(code, 0);
        assert.match(output, /CERTIFICATE_VERIFY_FAILED/);
      } finally {
        pod.remove();
      }
    });
  });

  describe("with its services", () => {
    before(async () => {
      await airflow.putDag("platform", "arrived.py", dag);
      await airflow.putDag("platform", "deferring.py", deferring);
      await airflow.putDag("research", "foreign.py", foreign);
      await airflow.startServices();
    });

    it("lets its administrator in, and not with the password that everybody knows", async () => {
      assert.equal((await airflow.logIn("admin")).status, 401);
      assert.equal((await airflow.logIn(adminPassword)).status, 201);
    });

    it("runs a DAG that arrives in the bucket, a pod for its task, and keeps the task's log in the bucket", async () => {
      const { path, state } = await airflow.runDag("arrived");
      assert.equal(state, "success", airflow.logs);
      assert.deepEqual(
        airflow.taskPods.map(({ spec }) => spec.serviceAccountName),
        ["airflow-task-platform"],
      );
      // Airflow sends the log after it has said how the task ended.
      await airflow.until(
        async () => (await airflow.logsInBucket()).size > 0,
        "no log arrives in the bucket",
      );
      const [[key, text] = ["", ""]] = await airflow.logsInBucket();
      assert.match(key, /^airflow\/logs\/dag_id=arrived\/.*task_id=speak\/attempt=1\.log$/);
      assert.match(text, /a line of the task 42/);
      // The pod and its files are gone: the API server has the log from the bucket.
      const read = await airflow.call(`${path}/taskInstances/speak/logs/1`);
      assert.match(JSON.stringify(read.body), /a line of the task 42/);
    });

    it("takes no DAG of a team that asks for the identity of another team, and says why", async () => {
      const errors = async () => JSON.stringify((await airflow.call("importErrors")).body);
      await airflow.until(async () => (await errors()).includes("foreign.py"), "the DAG is not refused");
      assert.match(await errors(), /"bundle_name":"research"/);
      assert.match(await errors(), /asks in executor_config for pod_override spec\.serviceAccountName/);
      assert.equal((await airflow.call("dags/foreign")).ok, false);
    });

    it("has the triggerer wait for a task that defers", async () => {
      const { path, state } = await airflow.runDag("deferring");
      assert.equal(state, "success", airflow.logs);
      const task = await airflow.call(`${path}/taskInstances/wait`);
      assert.match(JSON.stringify(task.body), /"state":"success"/);
      // One pod that defers, and one that goes on after it.
      const pods = airflow.taskPods.filter(({ metadata }) => metadata.annotations?.dag_id === "deferring");
      assert.equal(pods.length, 2);
    });
  });
});
