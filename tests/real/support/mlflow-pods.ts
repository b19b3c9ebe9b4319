import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { PlannedCluster } from "./cluster-objects.ts";
import { hereInsteadOf } from "./database-job.ts";
import type { Moto } from "./moto.ts";
import { LocalPod, type SecretValues } from "./pod.ts";
import type { Postgres } from "./postgres.ts";
import { type Finished, freePort, run, Server } from "./processes.ts";
import { pythonPrograms } from "./software.ts";

/** What pods of MLflow find on this machine. */
export interface Surroundings {
  readonly cluster: PlannedCluster;
  readonly postgres: Postgres;
  readonly moto: Moto;
  readonly secrets: SecretValues;
}

const programs = (): { readonly path: readonly string[] } => {
  const path = pythonPrograms("mlflow");
  if (!path) throw new Error("MLflow is not installed: npm run test:real:install");
  return { path: [path] };
};

/**
 * Runs MLflow's setup job of a plan to its end.
 *
 * @param command What the job runs instead, with its variables and files. Default: what the plan says.
 */
export async function setUp(
  { cluster, postgres, secrets }: Surroundings,
  command?: readonly string[],
): Promise<Finished> {
  const job = cluster.objects.find(
    ({ kind, metadata }) => kind === "Job" && metadata.name.startsWith("mlflow-setup-"),
  );
  if (!job) throw new Error("the plan has no job that sets MLflow up");
  const pod = new LocalPod(cluster, job, secrets, hereInsteadOf(databaseHost(cluster), postgres));
  try {
    const planned = pod.command();
    return await run(command ?? planned.command, { ...planned, ...programs(), seconds: 300 });
  } finally {
    pod.remove();
  }
}

/** Name of the database in the plan, as the jobs that make databases reach it. */
function databaseHost(cluster: PlannedCluster): string {
  const { spec } = cluster.get("Job", "databases", "database-mlflow") as unknown as {
    spec: { template: { spec: { containers: { env: { name: string; value: string }[] }[] } } };
  };
  const host = spec.template.spec.containers[0]?.env.find(({ name }) => name === "PGHOST")?.value;
  if (host === undefined) throw new Error("the plan's database has no host");
  return host;
}

interface Probes {
  readonly readinessProbe: { readonly exec: { readonly command: readonly string[] } };
  readonly livenessProbe: { readonly httpGet: { readonly path: string } };
}

/** A pod of MLflow's Deployment as processes with a port of their own. Stop it after use. */
export class MlflowPod {
  readonly port: number;
  readonly #pod: LocalPod;
  readonly #server: Server;
  readonly #probes: Probes;

  private constructor(port: number, pod: LocalPod, server: Server, probes: Probes) {
    this.port = port;
    this.#pod = pod;
    this.#server = server;
    this.#probes = probes;
  }

  static async start({ cluster, postgres, moto, secrets }: Surroundings): Promise<MlflowPod> {
    const port = await freePort();
    const deployment = cluster.get("Deployment", "mlflow", "mlflow");
    const pod = new LocalPod(cluster, deployment, secrets, {
      ...hereInsteadOf(databaseHost(cluster), postgres),
      "0.0.0.0": "127.0.0.1",
      "5000": String(port),
    });
    const { command, env } = pod.command();
    const { spec } = deployment as unknown as {
      spec: { template: { spec: { containers: [Probes] } } };
    };
    const server = await Server.start(command, port, {
      ...programs(),
      env: { ...env, ...moto.env, TMPDIR: env.HOME ?? "/tmp" },
      startSeconds: 300,
    });
    return new MlflowPod(port, pod, server, spec.template.spec.containers[0]);
  }

  get isRunning(): boolean {
    return this.#server.isRunning;
  }

  get log(): string {
    return this.#server.log;
  }

  /** What the kubelet would ask. */
  async isReady(): Promise<boolean> {
    const [, ...rest] = this.#probes.readinessProbe.exec.command;
    const local = rest.map((text) => text.replaceAll("5000", String(this.port)));
    const { code } = await run(["python", ...local], { ...programs(), seconds: 5 });
    return code === 0;
  }

  async isLive(): Promise<boolean> {
    return (await this.ask({ path: this.#probes.livenessProbe.httpGet.path })).status === 200;
  }

  /** @throws Error with what it wrote, where it does not become ready in two minutes. */
  async untilReady(): Promise<void> {
    const deadline = Date.now() + 120_000;
    while (!(await this.isReady())) {
      if (Date.now() > deadline || !this.isRunning)
        throw new Error(`MLflow does not become ready:\n${this.log}`);
      await sleep(500);
    }
  }

  /** Sends a request as its service in the cluster would get it. */
  ask(options: Question): Promise<Answer> {
    const host = `mlflow.mlflow.svc:${this.port}`;
    return ask(this.port, { ...options, headers: { host, ...options.headers } });
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    this.#pod.remove();
  }
}

export interface Question {
  readonly path: string;
  /** JSON that is posted. Default: the path is only asked for. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly login?: { readonly username: string; readonly password: string };
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** By hand, because `fetch` sets the host itself. */
const ask = (port: number, { path, body, headers = {}, login }: Question): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method: body === undefined ? "GET" : "POST",
        headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        ...(login ? { auth: `${login.username}:${login.password}` } : {}),
        timeout: 30_000,
      },
      (response) => {
        let text = "";
        response.on("data", (data) => (text += data));
        response.once("end", () => resolve({ status: response.statusCode ?? 0, text }));
        response.once("error", reject);
      },
    );
    sent.once("timeout", () => sent.destroy(new Error(`no answer from ${path}`)));
    sent.once("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
