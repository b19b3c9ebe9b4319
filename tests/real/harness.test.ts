import assert from "node:assert/strict";
import { skip } from "../support/skip.ts";
import { Postgres } from "./support/postgres.ts";
import { run } from "./support/processes.ts";
import { postgresPrograms } from "./support/software.ts";

describe("the PostgreSQL of the real tests", () => {
  let postgres: Postgres;

  before(async function () {
    if (!postgresPrograms()) skip(this, "PostgreSQL is not installed (Debian: apt-get install postgresql)");
    postgres = await Postgres.start();
  });
  after(() => postgres?.stop());

  const connect = (mode: string) =>
    run(["psql", "-X", "-A", "-t", "-c", "select current_user", "postgres"], {
      env: {
        PGHOST: "localhost",
        PGHOSTADDR: "127.0.0.1",
        PGPORT: String(postgres.port),
        PGUSER: "postgres",
        PGPASSWORD: postgres.password,
        PGSSLMODE: mode,
        PGSSLROOTCERT: postgres.authorityFile,
      },
    });

  it("lets its master in with a certificate that can be verified, and nobody without TLS", async () => {
    assert.deepEqual(await connect("verify-full"), { code: 0, output: "postgres\n" });
    const plain = await connect("disable");
    assert.notEqual(plain.code, 0);
    assert.match(plain.output, /pg_hba\.conf rejects connection|no encryption/);
  });

  it("has a master that is no superuser", async () => {
    assert.equal(await postgres.sql("select rolsuper from pg_roles where rolname = 'postgres'"), "f");
  });
});
