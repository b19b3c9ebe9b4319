import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { databaseAuthorities } from "@aip/components/data/database-authorities.ts";
import type { PlannedCluster } from "./cluster-objects.ts";
import type { Moto } from "./moto.ts";
import { LocalPod } from "./pod.ts";
import type { Postgres } from "./postgres.ts";
import { type Finished, run } from "./processes.ts";
import { pythonPrograms } from "./software.ts";

interface JobSpec {
  readonly template: {
    readonly spec: {
      readonly initContainers: readonly { readonly env: readonly { name: string; value: string }[] }[];
      readonly containers: readonly { readonly env: readonly { name: string; value: string }[] }[];
    };
  };
}

/** The job of a plan that makes a service's database, run against PostgreSQL and Secrets Manager on this machine. */
export class DatabaseJob {
  /** Whose password the job sets. */
  readonly login: string;
  readonly #pod: LocalPod;
  readonly #moto: Moto;

  private constructor(login: string, pod: LocalPod, moto: Moto) {
    this.login = login;
    this.#pod = pod;
    this.#moto = moto;
  }

  /**
   * @param service Name of the service.
   * @param password Password of the service in the secret of the jobs.
   * @param replacements What stands here for further texts of the plan, or otherwise for those that are replaced anyway.
   */
  static async of(
    cluster: PlannedCluster,
    service: string,
    password: string,
    { postgres, moto }: { readonly postgres: Postgres; readonly moto: Moto },
    replacements: Readonly<Record<string, string>> = {},
  ): Promise<DatabaseJob> {
    const job = cluster.get("Job", "databases", `database-${service}`);
    const { initContainers, containers } = (job.spec as unknown as JobSpec).template.spec;
    const planned = Object.fromEntries(
      [...initContainers, ...containers].flatMap(({ env }) => env.map(({ name, value }) => [name, value])),
    );
    const master = await moto.secret(`master-${randomUUID()}`, {
      username: "postgres",
      password: postgres.password,
    });
    const passwords = await moto.secret(`passwords-${randomUUID()}`, { [service]: password });
    const pod = new LocalPod(
      cluster,
      job,
      {},
      {
        ...hereInsteadOf(planned.PGHOST ?? "", postgres),
        [planned.MASTER_SECRET ?? ""]: master.arn,
        [planned.PASSWORDS_SECRET ?? ""]: passwords.arn,
        [planned.PASSWORDS_SECRET_VERSION ?? ""]: passwords.versionId,
        ...replacements,
      },
    );
    return new DatabaseJob(planned.SERVICE_LOGIN ?? "", pod, moto);
  }

  /** Runs one step after the other, as a pod would; the first that fails ends it. */
  async run(): Promise<Finished> {
    const aws = pythonPrograms("moto");
    for (const step of ["fetch-credentials", "create-database"]) {
      const { command, env } = this.#pod.command(step);
      const finished = await run(command, {
        env: { ...env, ...this.#moto.env },
        ...(aws === undefined ? {} : { path: [aws] }),
      });
      if (finished.code !== 0 || step === "create-database") return finished;
    }
    throw new Error("the job has no steps");
  }

  /** Runs it once and removes it. */
  async finish(): Promise<Finished> {
    return await this.run().finally(() => this.remove());
  }

  remove(): void {
    this.#pod.remove();
  }
}

/** The database of this machine in place of the plan's: its name, its port and the authority that signed its certificate. */
export const hereInsteadOf = (host: string, postgres: Postgres): Readonly<Record<string, string>> => ({
  [host]: "localhost",
  "5432": String(postgres.port),
  [databaseAuthorities("us-east-1")]: readFileSync(postgres.authorityFile, "utf8"),
});
