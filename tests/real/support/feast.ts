import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ClusterObject, PlannedCluster } from "./cluster-objects.ts";
import { Moto } from "./moto.ts";
import { LocalPod, type SecretValues } from "./pod.ts";
import { Postgres } from "./postgres.ts";
import { type Finished, freePort, run, Server } from "./processes.ts";
import { hasRedis, Redis } from "./redis.ts";
import { imageFolder, postgresPrograms, pythonPrograms } from "./software.ts";

/** What is missing to run Feast as an environment plans it; `undefined` where nothing is. */
export function missingForFeast(): string | undefined {
  for (const name of ["feast", "moto"] as const)
    if (!pythonPrograms(name)) return `${name} is not installed: npm run test:real:install`;
  if (!postgresPrograms()) return "PostgreSQL is not installed (Debian: apt-get install postgresql)";
  if (!hasRedis()) return "Redis is not installed (Debian: apt-get install redis-server)";
  return undefined;
}

const textOf = (object: ClusterObject): string => JSON.stringify(object);

/** The text that a pattern finds in an object of the plan. @throws Error where it finds none. */
function found(object: ClusterObject, pattern: RegExp): string {
  const text = pattern.exec(textOf(object))?.[1];
  if (text === undefined)
    throw new Error(`${object.kind} ${object.metadata.name} has nothing like ${pattern}`);
  return text;
}

/**
 * Feast as an environment plans it, on this machine: its jobs and servers with the plan's command lines, files and
 * variables, on a real PostgreSQL, a real Redis and moto. Stop it after use.
 */
export class LocalFeast {
  readonly moto: Moto;
  /** Bucket of the definitions. */
  readonly definitionsBucket: string;
  /** Bucket of the offline store. */
  readonly offlineBucket: string;
  readonly #cluster: PlannedCluster;
  readonly #postgres: Postgres;
  readonly #redis: Redis;
  readonly #pods: LocalPod[] = [];
  readonly #servers: Server[] = [];

  private constructor(cluster: PlannedCluster, postgres: Postgres, redis: Redis, moto: Moto) {
    this.#cluster = cluster;
    this.#postgres = postgres;
    this.#redis = redis;
    this.moto = moto;
    const job = cluster.get("CronJob", "feast", "feast-features");
    this.definitionsBucket = found(job, /"s3:\/\/([^/"]+)\/feast\/platform"/);
    this.offlineBucket = found(job, /"s3:\/\/([^/"]+)\/feast\/platform\/registry\.db"/);
  }

  static async start(environment: string): Promise<LocalFeast> {
    const cluster = await PlannedCluster.of(environment);
    const postgres = await Postgres.start();
    const redis = await Redis.start();
    const moto = await Moto.start();
    const feast = new LocalFeast(cluster, postgres, redis, moto);
    await postgres.sql("CREATE ROLE feast LOGIN PASSWORD 'ab%/@'");
    await postgres.sql("CREATE DATABASE feast OWNER feast");
    for (const bucket of [feast.definitionsBucket, feast.offlineBucket]) await moto.bucket(bucket);
    return feast;
  }

  /** Values of the secrets, with these tokens. */
  secrets(tokens: { readonly read: string; readonly write: string }): SecretValues {
    return {
      "feast-secrets": {
        username: "feast",
        password: "ab%/@",
        online: this.#redis.password,
        ...tokens,
      },
      "feast-token": { token: tokens.read },
      "mlflow-login": { username: "inference", password: "unused" },
    };
  }

  /** A pod of the plan with what it needs of this machine. */
  pod(kind: string, namespace: string, name: string, secrets: SecretValues, port = 0): LocalPod {
    const owner = this.#cluster.get(kind, namespace, name);
    const secret = this.#cluster.get("ExternalSecret", "feast", "feast-secrets");
    const config = this.#cluster.get("ConfigMap", "feast", "feast-jobs");
    const redis = /connection_string: \\"([^,]+),/.exec(textOf(config))?.[1];
    const pod = new LocalPod(this.#cluster, owner, secrets, {
      [found(secret, /@([^/]+)\/feast\?/)]: `localhost:${this.#postgres.port}`,
      ...(redis === undefined ? {} : { [redis]: `localhost:${this.#redis.port}` }),
      "http://feast.feast.svc:6566": `http://127.0.0.1:${port}`,
      "6566": String(port),
    });
    this.#pods.push(pod);
    // The server here has a certificate of an authority of its own.
    if (namespace === "feast") {
      const authorities = join(pod.folder, "database-authorities", "authorities.pem");
      readFileSync(authorities);
      writeFileSync(authorities, readFileSync(this.#postgres.authorityFile));
    }
    return pod;
  }

  /** Runs Python of the image to its end, in a pod's place. */
  async python(pod: LocalPod, args: readonly string[] = pod.command().command.slice(1)): Promise<Finished> {
    return run(["python", ...args], { ...this.#options(pod), seconds: 300 });
  }

  /** Starts a server in a pod's place. */
  async serve(secrets: SecretValues): Promise<{ readonly url: string; readonly server: Server }> {
    const port = await freePort();
    const pod = this.pod("Deployment", "feast", "feast", secrets, port);
    const server = await Server.start(pod.command().command, port, this.#options(pod));
    this.#servers.push(server);
    return { url: `http://127.0.0.1:${port}`, server };
  }

  #options(pod: LocalPod) {
    return {
      path: [pythonPrograms("feast") ?? ""],
      env: {
        ...pod.command().env,
        ...this.moto.env,
        HOME: pod.folder,
        // As the Dockerfile sets it.
        PYTHONPATH: imageFolder("feast"),
        PYTHONDONTWRITEBYTECODE: "1",
        // A public authority signs what ElastiCache shows; an own one what takes its place here.
        SSL_CERT_FILE: this.#redis.authorityFile,
      },
    };
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) await server.stop();
    for (const pod of this.#pods) pod.remove();
    await this.moto.stop();
    await this.#redis.stop();
    await this.#postgres.stop();
  }
}
