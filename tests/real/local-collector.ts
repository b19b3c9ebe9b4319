import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlannedCluster } from "./support/cluster-objects.ts";
import { freePort, Server } from "./support/processes.ts";

/** Values of the collector's chart, as far as they are used here. */
export interface CollectorValues {
  readonly alternateConfig: {
    readonly exporters: Readonly<Record<string, unknown>>;
    readonly service: { readonly pipelines: Readonly<Record<string, unknown>> };
    readonly [section: string]: unknown;
  };
  readonly podMonitor: { readonly metricsEndpoints: readonly object[] };
}

/** The ports of one collector: those of the plan, by those that take their place on this machine. */
export type Ports = Readonly<Record<number, number>>;

export const collectorValues = (cluster: PlannedCluster): CollectorValues =>
  cluster.chartValues["collector-chart"] as unknown as CollectorValues;

/** Free ports in place of all that a collector listens on. */
export const collectorPorts = async (): Promise<Ports> => {
  const planned = [4317, 4318, 4319, 4320, 8888, 8889, 13133];
  const free = await Promise.all(planned.map(() => freePort()));
  return Object.fromEntries(planned.map((port, index) => [port, free[index] as number]));
};

/**
 * The planned collector on loopback. Its configuration is that of the plan but for: ports; the pipeline of logs, whose
 * exporter cannot be built here; Jaeger's address; peers by a list in place of DNS; and a trace is waited for 10 seconds
 * instead of 30. Stop it after use.
 */
export class LocalCollector {
  readonly ports: Ports;
  readonly #folder: string;
  readonly #server: Server;

  private constructor(ports: Ports, folder: string, server: Server) {
    this.ports = ports;
    this.#folder = folder;
    this.#server = server;
  }

  /**
   * @param program File of the collector.
   * @param ports Its own ports.
   * @param peers Ports of all collectors, its own included.
   * @param jaegerPort Where Jaeger takes OTLP over gRPC.
   */
  static async start(
    program: string,
    { alternateConfig }: CollectorValues,
    ports: Ports,
    peers: readonly Ports[],
    jaegerPort: number,
  ): Promise<LocalCollector> {
    const folder = mkdtempSync(join(tmpdir(), "aip-collector-"));
    writeFileSync(join(folder, "token"), "token");
    const { elasticsearch: _, ...exporters } = alternateConfig.exporters;
    const { logs: __, ...pipelines } = alternateConfig.service.pipelines;
    const resolver = { static: { hostnames: peers.map((peer) => `127.0.0.1:${peer[4320]}`) } };
    const text = JSON.stringify({
      ...alternateConfig,
      exporters: {
        ...exporters,
        load_balancing: { ...(exporters.load_balancing as object), resolver },
      },
      service: { ...alternateConfig.service, pipelines },
    })
      .replaceAll("jaeger.observability.svc:4317", `127.0.0.1:${jaegerPort}`)
      .replaceAll("/etc/otel/token", folder)
      .replaceAll('"decision_wait":"30s"', '"decision_wait":"10s"')
      .replaceAll("0.0.0.0:", "127.0.0.1:")
      .replaceAll(/(MY_POD_IP\}|127\.0\.0\.1):(\d+)"/g, (whole, host, port) =>
        ports[port] === undefined ? whole : `${host}:${ports[port]}"`,
      )
      .replaceAll(/"port":(\d+)/g, (whole, port) =>
        ports[port] === undefined ? whole : `"port":${ports[port]}`,
      );
    const file = join(folder, "config.yaml");
    writeFileSync(file, text);
    const server = await Server.start([program, "--config", file], ports[13133] as number, {
      env: { MY_POD_IP: "127.0.0.1", ELASTICSEARCH_PASSWORD: "unused" },
    });
    return new LocalCollector(ports, folder, server);
  }

  /** Sends OTLP over HTTP. @param signal `traces` or `metrics`. @throws Error where it is not taken. */
  async send(signal: "traces" | "metrics", body: object): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${this.ports[4318]}/v1/${signal}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok)
      throw new Error(`the collector took no ${signal}: ${answer.status} ${await answer.text()}`);
  }

  /** What it wrote so far. */
  get log(): string {
    return this.#server.log;
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
