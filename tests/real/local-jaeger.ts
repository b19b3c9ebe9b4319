import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlannedCluster } from "./support/cluster-objects.ts";
import { freePort, Server } from "./support/processes.ts";

/** A span as Jaeger's page asks for it. */
export interface JaegerSpan {
  readonly operationName: string;
  readonly tags: readonly { readonly key: string; readonly value: unknown }[];
}

interface Config {
  readonly extensions: { readonly jaeger_query: object };
}

/**
 * The planned Jaeger on loopback, of an environment that keeps traces in memory. Its configuration is that of the plan but for
 * ports. Stop it after use.
 */
export class LocalJaeger {
  /** Where it takes OTLP over gRPC. */
  readonly otlpPort: number;
  readonly #queryPort: number;
  readonly #folder: string;
  readonly #server: Server;

  private constructor(otlpPort: number, queryPort: number, folder: string, server: Server) {
    this.otlpPort = otlpPort;
    this.#queryPort = queryPort;
    this.#folder = folder;
    this.#server = server;
  }

  static async start(program: string, cluster: PlannedCluster): Promise<LocalJaeger> {
    const values = cluster.chartValues["jaeger-chart"] as unknown as { readonly userconfig: Config };
    const planned = [4317, 4318, 8888, 13133];
    const free = await Promise.all([...planned, "query", "grpc"].map(() => freePort()));
    const [query, grpc] = free.slice(planned.length) as [number, number];
    const { extensions } = values.userconfig;
    const at = (port: number) => ({ endpoint: `127.0.0.1:${port}` });
    const jaegerQuery = { ...extensions.jaeger_query, http: at(query), grpc: at(grpc) };
    const config = { ...values.userconfig, extensions: { ...extensions, jaeger_query: jaegerQuery } };
    const own = (port: string): number => free[planned.indexOf(Number(port))] ?? Number(port);
    const text = JSON.stringify(config)
      .replaceAll(/0\.0\.0\.0:(\d+)"/g, (_, port) => `127.0.0.1:${own(port)}"`)
      .replaceAll('"0.0.0.0"', '"127.0.0.1"')
      .replaceAll(/"port":(\d+)/g, (_, port) => `"port":${own(port)}`);
    const folder = mkdtempSync(join(tmpdir(), "aip-jaeger-"));
    const file = join(folder, "config.yaml");
    writeFileSync(file, text);
    const server = await Server.start([program, "--config", file], query);
    return new LocalJaeger(own("4317"), query, folder, server);
  }

  /** The spans of a trace; empty where Jaeger has none. */
  async spans(traceId: string): Promise<readonly JaegerSpan[]> {
    const answer = await fetch(`http://127.0.0.1:${this.#queryPort}/api/traces/${traceId}`);
    if (answer.status === 404) return [];
    const { data } = (await answer.json()) as { data: { spans: JaegerSpan[] }[] };
    return data.flatMap(({ spans }) => spans);
  }

  /** Names of the services that Jaeger's page lists. */
  async services(): Promise<readonly string[]> {
    const answer = await fetch(`http://127.0.0.1:${this.#queryPort}/api/services`);
    return ((await answer.json()) as { data: string[] }).data;
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
