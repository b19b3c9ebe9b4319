import { randomBytes } from "node:crypto";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { databaseAuthoritiesFile } from "@aip/components/data/database-authorities.ts";
import { credentialsFolder } from "@aip/components/ml/mlflow-login.ts";
import {
  type AirflowChartValues,
  airflowChartValues,
  apiServer,
  jobPod,
  servicePod,
  taskPod,
} from "./airflow.ts";
import { type ClusterObject, PlannedCluster } from "./cluster-objects.ts";
import { Moto } from "./moto.ts";
import { LocalPod } from "./pod.ts";
import { type AskedPod, PodApi } from "./pod-api.ts";
import { Postgres } from "./postgres.ts";
import { type Finished, freePort, type RunOptions, run, Server } from "./processes.ts";
import { imageFolder, postgresPrograms, pythonPrograms } from "./software.ts";

/** What is missing to run Airflow as an environment plans it; `undefined` where nothing is. */
export function missingForAirflow(): string | undefined {
  for (const name of ["airflow", "moto"] as const)
    if (!pythonPrograms(name)) return `${name} is not installed: npm run test:real:install`;
  if (!postgresPrograms()) return "PostgreSQL is not installed (Debian: apt-get install postgresql)";
  return undefined;
}

const databasePassword = "of-the-database:50%/@'+";

/** With which tasks log in to MLflow. */
export const mlflowLogin = { username: "airflow", password: "generated-Airflow-1" };

/** Of the first administrator, `admin`. */
export const adminPassword = "made up for the test";

const keys = {
  "fernet-key": randomBytes(32).toString("base64url").padEnd(44, "="),
  "api-secret-key": randomBytes(32).toString("hex"),
  "jwt-secret": randomBytes(64).toString("hex"),
};

/** What API calls answer. */
export interface Answer {
  readonly ok: boolean;
  readonly body: Record<string, unknown>;
}

/**
 * Airflow as an environment plans it, on this machine: its jobs, services and the pods of its tasks with the plan's
 * command lines, files and variables, on a real PostgreSQL and moto, and with as much of a Kubernetes API server as its
 * executor needs. Stop it after use.
 */
export class LocalAirflow {
  readonly cluster: PlannedCluster;
  readonly values: AirflowChartValues;
  readonly postgres: Postgres;
  readonly moto: Moto;
  /** Bucket of DAGs and logs. */
  readonly bucket: string;
  /** Folder with Airflow's programs. */
  readonly programs = pythonPrograms("airflow") ?? "";
  readonly #port: number;
  readonly #pods: LocalPod[] = [];
  readonly #servers: Server[] = [];
  #api: PodApi | undefined;
  #token = "";
  #taskOutput = "";

  private constructor(cluster: PlannedCluster, postgres: Postgres, moto: Moto, port: number) {
    this.cluster = cluster;
    this.values = airflowChartValues(cluster);
    this.postgres = postgres;
    this.moto = moto;
    this.#port = port;
    this.bucket = new URL(String(this.values.config.logging?.remote_base_log_folder)).hostname;
  }

  static async start(environment: string): Promise<LocalAirflow> {
    const [cluster, postgres, moto, port] = await Promise.all([
      PlannedCluster.of(environment),
      Postgres.start(),
      Moto.start(),
      freePort(),
    ]);
    const airflow = new LocalAirflow(cluster, postgres, moto, port);
    await postgres.sql(`CREATE ROLE airflow LOGIN PASSWORD '${databasePassword.replaceAll("'", "''")}'`);
    await postgres.sql("CREATE DATABASE airflow OWNER airflow");
    await moto.bucket(airflow.bucket);
    return airflow;
  }

  /** Runs the job that migrates the database. */
  migrate(): Promise<Finished> {
    // The arguments are the chart's own; the plan has others of the users job alone.
    return this.finish(jobPod(this.values, "migrateDatabaseJob", ["bash", "-c", "exec airflow db migrate"]));
  }

  /** Runs the job that makes the first administrator. */
  makeAdministrator(): Promise<Finished> {
    return this.finish(jobPod(this.values, "createUserJob", []));
  }

  /** Runs a pod of the plan to its end. */
  async finish(owner: ClusterObject, more?: Readonly<Record<string, string>>): Promise<Finished> {
    const { command, options } = this.#local(owner, more);
    return run(command, { ...options, seconds: 300 });
  }

  /** A file of DAGs, as one who may write below this folder of DAGs puts it there. */
  putDag(folder: string, name: string, text: string): Promise<void> {
    const bundle = this.values.dagProcessor.dagBundleConfigList.find((each) => each.name === folder);
    if (!bundle) throw new Error(`the plan has no folder of DAGs ${folder}`);
    return this.moto.put(this.bucket, `${bundle.kwargs.prefix}/${name}`, text);
  }

  /** Starts API server, DAG processor, scheduler and triggerer, and logs in as administrator. */
  async startServices(): Promise<void> {
    const commands = {
      apiServer: ["airflow", "api-server", "--port", String(this.#port), "--workers", "1"],
      dagProcessor: ["airflow", "dag-processor"],
      scheduler: ["airflow", "scheduler", "--skip-serve-logs"],
      triggerer: ["airflow", "triggerer", "--skip-serve-logs"],
    } as const;
    this.#api = await PodApi.start((pod) => this.#runTask(pod));
    for (const [service, command] of Object.entries(commands)) {
      const { command: program, options } = this.#local(
        servicePod(this.values, service as keyof typeof commands, command),
      );
      this.#servers.push(await Server.start(program, this.#port, { ...options, startSeconds: 300 }));
    }
    const login = await this.logIn(adminPassword);
    this.#token = ((await login.json()) as { access_token: string }).access_token;
  }

  logIn(password: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.#port}/auth/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "admin", password }),
    });
  }

  /** Asks Airflow's API as its administrator; with a body, posts it. */
  async call(path: string, body?: object): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/api/v2/${path}`, {
      headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
      ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
    });
    return { ok: response.ok, body: (await response.json()) as Record<string, unknown> };
  }

  /** Runs a DAG once, from its arrival on; returns its run's path in the API, and how it ended. */
  async runDag(dag: string): Promise<{ readonly path: string; readonly state: string }> {
    await this.until(async () => (await this.call(`dags/${dag}`)).ok, `DAG ${dag} does not arrive`);
    const started = await this.call(`dags/${dag}/dagRuns`, { logical_date: null });
    if (!started.ok) throw new Error(JSON.stringify(started.body));
    const path = `dags/${dag}/dagRuns/${encodeURIComponent(String(started.body.dag_run_id))}`;
    const state = async () => String((await this.call(path)).body.state);
    await this.until(async () => ["success", "failed"].includes(await state()), `DAG ${dag} does not end`);
    return { path, state: await state() };
  }

  /** The logs of tasks that are in the bucket, by key. */
  logsInBucket(): Promise<ReadonlyMap<string, string>> {
    return this.moto.objects(this.bucket, "airflow/logs/");
  }

  /** The pods that the executor asked for, as it did. */
  get taskPods(): readonly AskedPod[] {
    return this.#api?.asked ?? [];
  }

  /** @throws Error with the ends of all logs, where something does not become so within five minutes. */
  async until(holds: () => Promise<boolean>, problem: string): Promise<void> {
    const deadline = Date.now() + 300_000;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(`${problem}:\n${this.logs}`);
      await sleep(1000);
    }
  }

  /** The ends of the logs of services and tasks. */
  get logs(): string {
    return [...this.#servers.map(({ log }) => log), this.#taskOutput]
      .map((log) => log.slice(-4000))
      .join("\n----\n");
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) await server.stop();
    await this.#api?.stop();
    for (const pod of this.#pods) pod.remove();
    await this.moto.stop();
    await this.postgres.stop();
  }

  async #runTask({ metadata, spec }: AskedPod): Promise<boolean> {
    const owner = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { ...metadata, namespace: "airflow" },
      spec: { template: { spec } },
    };
    const { command, options } = this.#local(owner);
    const { code, output } = await run(command, { ...options, seconds: 300 });
    this.#taskOutput += output;
    return code === 0;
  }

  #local(owner: ClusterObject, more: Readonly<Record<string, string>> = {}) {
    const { spec } = this.cluster.get("ExternalSecret", "airflow", this.values.data.metadataSecretName);
    const host = /@([^:/]+):5432\//.exec(JSON.stringify(spec))?.[1] ?? "";
    const pod = new LocalPod(
      this.cluster,
      owner,
      {
        "airflow-database": { username: "airflow", password: databasePassword },
        "airflow-keys": keys,
        "airflow-admin": { password: adminPassword },
        "mlflow-login": mlflowLogin,
        "feast-token": { token: "of the feature server" },
      },
      {
        [`${host}:5432`]: `localhost:${this.postgres.port}`,
        [databaseAuthoritiesFile]: this.postgres.authorityFile,
        [apiServer]: `127.0.0.1:${this.#port}`,
        ...more,
      },
    );
    this.#pods.push(pod);
    // Where the volume with the login is in a pod: below the home of its user.
    symlinkSync("mlflow-login", join(pod.folder, credentialsFolder));
    const { command, env } = pod.command();
    const options: RunOptions = {
      env: {
        HOME: pod.folder,
        AIRFLOW_HOME: pod.folder,
        // As the Dockerfile sets it.
        PYTHONPATH: imageFolder("airflow"),
        PYTHONDONTWRITEBYTECODE: "1",
        ...env,
        ...this.moto.env,
        ...this.#executorFiles(pod.folder),
        AIRFLOW__CORE__PARALLELISM: "2",
        // Not to wait for the minutes that these are apart in a cluster.
        AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL: "5",
      },
      path: [this.programs],
      cwd: pod.folder,
      seconds: 900,
    };
    return { command, options };
  }

  /** What the chart mounts for the executor, and how it finds the API server here. */
  #executorFiles(folder: string): Readonly<Record<string, string>> {
    const template = join(folder, "pod_template_file.yaml");
    const kubeconfig = join(folder, "kubeconfig");
    writeFileSync(template, JSON.stringify(taskPod(this.values)));
    writeFileSync(kubeconfig, this.#api?.kubeconfig ?? "{}");
    return {
      AIRFLOW__KUBERNETES_EXECUTOR__POD_TEMPLATE_FILE: template,
      AIRFLOW__KUBERNETES_EXECUTOR__CONFIG_FILE: kubeconfig,
      AIRFLOW__KUBERNETES_EXECUTOR__IN_CLUSTER: "False",
    };
  }
}
