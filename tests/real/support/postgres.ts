import { execFileSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { certificates } from "./certificates.ts";
import { freePort, run, Server } from "./processes.ts";
import { postgresPrograms } from "./software.ts";

/** Whether PostgreSQL may run as the user of this process: it refuses to run as root. */
const owner = (): { readonly uid?: number; readonly gid?: number } => {
  if (userInfo().uid !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
};

/**
 * A real PostgreSQL on loopback that takes TLS connections only, as RDS does with `rds.force_ssl`, with a certificate for
 * `localhost` of an authority of its own. Stop it after use.
 */
export class Postgres {
  readonly port: number;
  /** The certificate of the authority, as PEM. */
  readonly authorityFile: string;
  /** Password of `postgres`, the master user. */
  readonly password = "master password: %/@'";
  /** A folder of the server's own, with room for files of tests. */
  readonly folder: string;
  readonly #server: Server;

  private constructor(folder: string, port: number, server: Server) {
    this.folder = folder;
    this.port = port;
    this.#server = server;
    this.authorityFile = join(folder, "ca.crt");
  }

  /** @throws Error where the server is not installed; ask `postgresPrograms` before. */
  static async start(): Promise<Postgres> {
    const programs = postgresPrograms();
    if (!programs) throw new Error("PostgreSQL is not installed (Debian: apt-get install postgresql)");
    const folder = mkdtempSync(join(tmpdir(), "aip-postgres-"));
    const user = owner();
    certificates(folder);
    if (user.uid !== undefined && user.gid !== undefined) {
      for (const file of ["", "server.crt", "server.key", "ca.crt"])
        chownSync(join(folder, file), user.uid, user.gid);
    }
    const data = join(folder, "data");
    const init = await run([join(programs, "initdb"), "-D", data, "-U", "bootstrap", "--auth=trust"], user);
    if (init.code !== 0) throw new Error(`initdb failed:\n${init.output}`);
    writeFileSync(
      join(data, "pg_hba.conf"),
      "local all bootstrap trust\nhostssl all all 127.0.0.1/32 scram-sha-256\nhostnossl all all 0.0.0.0/0 reject\n",
    );
    const port = await freePort();
    const settings = {
      listen_addresses: "127.0.0.1",
      port: String(port),
      unix_socket_directories: folder,
      ssl: "on",
      ssl_cert_file: join(folder, "server.crt"),
      ssl_key_file: join(folder, "server.key"),
      fsync: "off",
    };
    const flags = Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
    const server = await Server.start([join(programs, "postgres"), "-D", data, ...flags], port, user);
    const postgres = new Postgres(folder, port, server);
    // As on RDS, the master is no superuser, makes roles and databases, and owns those that there are to begin with
    // (https://www.asheiduk.de/post/setup-pg-on-rds/, read 2026-11-24).
    await postgres.sql(
      `CREATE ROLE postgres LOGIN CREATEROLE CREATEDB PASSWORD '${postgres.password.replaceAll("'", "''")}';
       ALTER DATABASE postgres OWNER TO postgres; ALTER DATABASE template1 OWNER TO postgres`,
    );
    return postgres;
  }

  /** Runs SQL as the superuser of the instance, by its socket. @throws Error with psql's words. */
  async sql(statement: string, database = "postgres"): Promise<string> {
    const { code, output } = await run(
      [
        "psql",
        "-X",
        "-A",
        "-t",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        this.folder,
        "-p",
        String(this.port),
        "-U",
        "bootstrap",
        database,
      ],
      { input: statement },
    );
    if (code !== 0) throw new Error(`${statement}\n${output}`);
    return output.trim();
  }

  async stop(): Promise<void> {
    await this.#server.stop("SIGINT");
    rmSync(this.folder, { recursive: true, force: true });
  }
}
