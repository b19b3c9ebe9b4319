import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { databaseAuthoritiesFile } from "@aip/components/data/database-authorities.ts";
import { skip } from "../support/skip.ts";
import { type AirflowChartValues, airflowChartValues, jobPod, servicePod } from "./support/airflow.ts";
import { type ClusterObject, PlannedCluster } from "./support/cluster-objects.ts";
import { LocalPod } from "./support/pod.ts";
import { Postgres } from "./support/postgres.ts";
import { type Finished, run } from "./support/processes.ts";
import { postgresPrograms, pythonPrograms } from "./support/software.ts";

const password = "of-the-database:50%/@'+";
const adminPassword = "made up for the test";

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

/** Airflow's jobs and its way to the database as the plan of prod has them. Nothing is shown here of DAGs and tasks. */
describe("Airflow from the plan of prod", () => {
  let cluster: PlannedCluster;
  let values: AirflowChartValues;
  let postgres: Postgres;
  let programs: string;
  const pods: LocalPod[] = [];

  before(async function () {
    this.timeout(600_000);
    const found = pythonPrograms("airflow");
    if (!found) skip(this, "Airflow is not installed: npm run test:real:install");
    if (!postgresPrograms()) skip(this, "PostgreSQL is not installed (Debian: apt-get install postgresql)");
    programs = found as string;
    cluster = await PlannedCluster.of("prod");
    values = airflowChartValues(cluster);
    postgres = await Postgres.start();
    await postgres.sql(`CREATE ROLE airflow LOGIN PASSWORD '${password.replaceAll("'", "''")}'`);
    await postgres.sql("CREATE DATABASE airflow OWNER airflow");
  });
  after(async () => {
    for (const pod of pods) pod.remove();
    await postgres?.stop();
  });

  /** Runs a command of a pod to its end, with what is here in the place of the cluster's. */
  async function finish(
    owner: ClusterObject,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Finished> {
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
    return run(command, {
      env: { HOME: pod.folder, AIRFLOW_HOME: pod.folder, ...env },
      path: [programs],
      cwd: pod.folder,
      seconds: 300,
    });
  }

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
});

const keys = {
  "fernet-key": randomBytes(32).toString("base64url").padEnd(44, "="),
  "api-secret-key": randomBytes(32).toString("hex"),
  "jwt-secret": randomBytes(64).toString("hex"),
};
