import assert from "node:assert/strict";
import { databaseAuthorities } from "@aip/components/data/database-authorities.ts";
import { skip } from "../support/skip.ts";
import { PlannedCluster } from "./support/cluster-objects.ts";
import { DatabaseJob } from "./support/database-job.ts";
import { Moto } from "./support/moto.ts";
import { Postgres } from "./support/postgres.ts";
import { run } from "./support/processes.ts";
import { postgresPrograms, pythonPrograms } from "./support/software.ts";

describe("the databases of services, made by the jobs of prod", () => {
  const password = "quote \" slash / back\\slash percent %41 $HOME '";
  let postgres: Postgres;
  let moto: Moto;
  let cluster: PlannedCluster;
  let job: DatabaseJob;

  before(async function () {
    if (!postgresPrograms()) skip(this, "PostgreSQL is not installed (Debian: apt-get install postgresql)");
    if (!pythonPrograms("moto")) skip(this, "moto is not installed (npm run test:real:install)");
    [postgres, moto, cluster] = await Promise.all([
      Postgres.start(),
      Moto.start(),
      PlannedCluster.of("prod"),
    ]);
    for (const service of ["feast", "mlflow"]) {
      job?.remove();
      job = await DatabaseJob.of(cluster, service, password, { postgres, moto });
      assert.equal((await job.run()).code, 0);
    }
  });
  after(async () => {
    job?.remove();
    await postgres?.stop();
    await moto?.stop();
  });

  const connect = (database: string, secret = password, mode = "verify-full") =>
    run(["psql", "-X", "-A", "-t", "-c", "select current_user", database], {
      env: {
        PGHOST: "localhost",
        PGPORT: String(postgres.port),
        PGUSER: "mlflow",
        PGPASSWORD: secret,
        PGSSLMODE: mode,
        PGSSLROOTCERT: postgres.authorityFile,
      },
    });

  it("let the service in with the password of its secret, whatever signs it has", async () => {
    assert.deepEqual(await connect("mlflow"), { code: 0, output: "mlflow\n" });
    assert.equal(
      await postgres.sql(
        "select rolsuper or rolcreatedb or rolcreaterole from pg_roles where rolname = 'mlflow'",
      ),
      "f",
    );
  });

  it("can be set up a second time, by a master that is no superuser", async () => {
    assert.equal(await postgres.sql("select rolsuper from pg_roles where rolname = 'postgres'"), "f");
    assert.equal((await job.run()).code, 0);
    assert.equal((await connect("mlflow")).code, 0);
  });

  for (const database of ["feast", "postgres", "template1"]) {
    it(`keep the service out of ${database}`, async () => {
      const { code, output } = await connect(database);
      assert.notEqual(code, 0);
      assert.match(output, /permission denied for database/);
    });
  }

  it("refuse a connection without TLS, and a client that does not know the authority", async () => {
    assert.match((await connect("mlflow", password, "disable")).output, /no encryption/);
    const stranger = await DatabaseJob.of(
      cluster,
      "mlflow",
      password,
      { postgres, moto },
      {
        [databaseAuthorities("us-east-1")]: databaseAuthorities("us-east-1"),
      },
    );
    const { code, output } = await stranger.run();
    stranger.remove();
    assert.notEqual(code, 0);
    assert.match(output, /certificate verify failed/);
  });

  it("take the password of a secret that has changed, and refuse the one before", async () => {
    const rotated = await DatabaseJob.of(cluster, "mlflow", "another", { postgres, moto });
    assert.equal((await rotated.run()).code, 0);
    rotated.remove();
    assert.equal((await connect("mlflow", "another")).code, 0);
    assert.match((await connect("mlflow")).output, /password authentication failed/);
  });

  it("are not taken for closed where the master cannot close them", async () => {
    await postgres.sql(
      "ALTER DATABASE template1 OWNER TO bootstrap; GRANT CONNECT ON DATABASE template1 TO PUBLIC",
    );
    const { code, output } = await job.run();
    await postgres.sql(
      "ALTER DATABASE template1 OWNER TO postgres; REVOKE ALL ON DATABASE template1 FROM PUBLIC",
    );
    assert.notEqual(code, 0);
    assert.match(output, /may still connect to template1/);
  });
});
