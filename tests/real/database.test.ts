import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
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

  interface Login {
    readonly user?: string;
    readonly secret?: string;
    readonly mode?: string;
    readonly statement?: string;
  }
  const connect = (database: string, { user, secret, mode, statement }: Login = {}) =>
    run(["psql", "-X", "-A", "-t", "-q", "-c", statement ?? "select session_user, current_user", database], {
      env: {
        PGHOST: "localhost",
        PGPORT: String(postgres.port),
        PGUSER: user ?? "mlflow_a",
        PGPASSWORD: secret ?? password,
        PGSSLMODE: mode ?? "verify-full",
        PGSSLROOTCERT: postgres.authorityFile,
      },
    });
  const sql = async (login: Login) => {
    const { code, output } = await connect("mlflow", login);
    assert.equal(code, 0, output);
    return output.trim();
  };

  it("let the service's login in with its password, whatever signs it has, to act as the owner", async () => {
    assert.deepEqual(await connect("mlflow"), { code: 0, output: "mlflow_a|mlflow\n" });
    assert.equal(
      await postgres.sql(
        "select rolname, rolcanlogin, rolsuper or rolcreatedb or rolcreaterole from pg_roles where rolname like 'mlflow%' order by 1",
      ),
      "mlflow|f|f\nmlflow_a|t|f",
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
    assert.match((await connect("mlflow", { mode: "disable" })).output, /no encryption/);
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

  describe("when their passwords rotate", () => {
    const first = { user: "mlflow_a", secret: password };
    const second = { user: "mlflow_b", secret: "of the second generation" };
    const third = { user: "mlflow_a", secret: "of the third generation" };
    const rotate = async (passwordGeneration: number, secret: string) => {
      const planned = await PlannedCluster.of("prod", { data: { database: { passwordGeneration } } });
      return await (await DatabaseJob.of(planned, "mlflow", secret, { postgres, moto })).finish();
    };

    /** Opens a session that stays until it is ended. */
    const hold = async (login: Login) => {
      const sessions = `pg_stat_activity where usename = '${login.user}'`;
      const session = connect("mlflow", { ...login, statement: "select pg_sleep(60)" });
      while ((await postgres.sql(`select count(*) from ${sessions}`)) === "0") await sleep(50);
      return async () => {
        assert.equal(await postgres.sql(`select count(pg_terminate_backend(pid)) from ${sessions}`), "1");
        await session;
      };
    };

    it("keep everything as it is where a generation is left out", async () => {
      const { code, output } = await rotate(3, third.secret);
      assert.notEqual(code, 0);
      assert.match(output, /set passwordGeneration to 2/);
      assert.equal((await connect("mlflow", first)).code, 0);
    });

    it("let in the next login beside the one before, and either changes what the other made", async () => {
      await sql({ ...first, statement: "create table runs (id int)" });
      assert.equal((await rotate(2, second.secret)).code, 0);
      await sql({
        ...second,
        statement: "alter table runs add column name text; create index on runs (name); create table tags ()",
      });
      await sql({ ...first, statement: "insert into runs values (1, 'old'); drop table tags" });
      await sql({ ...second, statement: "create schema later; create table later.models ()" });
      assert.equal(
        await sql({
          ...first,
          statement: "select distinct tableowner from pg_tables where tablename in ('runs', 'models')",
        }),
        "mlflow",
      );
    });

    it("change no password that sessions were opened with", async () => {
      const end = await hold(first);
      const { code, output } = await rotate(3, third.secret);
      assert.notEqual(code, 0);
      assert.match(output, /password of mlflow_a cannot change while mlflow_a has sessions \(1\)/);
      assert.equal((await connect("mlflow", first)).code, 0);
      await end();
    });

    it("refuse with the generation after it a password that has been replaced", async () => {
      assert.equal((await rotate(3, third.secret)).code, 0);
      assert.match((await connect("mlflow", first)).output, /password authentication failed/);
      for (const login of [second, third]) assert.equal((await connect("mlflow", login)).code, 0, login.user);
    });

    it("may be set up again while their passwords are in use", async () => {
      const end = await hold(third);
      const { code, output } = await rotate(3, third.secret);
      await end();
      assert.equal(code, 0, output);
    });
  });
});
