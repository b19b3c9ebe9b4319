import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PlannedCluster } from "./support/cluster-objects.ts";
import { freePort, Server } from "./support/processes.ts";

export type Labels = Readonly<Record<string, string>>;

interface Group {
  readonly name: string;
  readonly rules: readonly { readonly alert: string; readonly for: string }[];
}

/**
 * A real Prometheus on loopback with the platform's alert rules, each evaluated every second and firing at once instead of
 * after its time. Debian's is 2.42; the chart's is newer, and reads the same rules. Stop it after use.
 */
export class LocalPrometheus {
  readonly #folder: string;
  readonly #url: string;
  readonly #server: Server;

  private constructor(folder: string, url: string, server: Server) {
    this.#folder = folder;
    this.#url = url;
    this.#server = server;
  }

  /** @param scrape Scrape configurations, as those of `planScrape`. */
  static async start(cluster: PlannedCluster, scrape: readonly object[]): Promise<LocalPrometheus> {
    const folder = mkdtempSync(join(tmpdir(), "aip-prometheus-"));
    const { spec } = cluster.get("PrometheusRule", "observability", "ai-platform");
    const groups = (spec as { groups: Group[] }).groups.map((group) => ({
      ...group,
      rules: group.rules.map((rule) => ({ ...rule, for: "0s" })),
    }));
    writeFileSync(join(folder, "rules.yml"), JSON.stringify({ groups }));
    writeFileSync(
      join(folder, "prometheus.yml"),
      JSON.stringify({
        global: { evaluation_interval: "1s" },
        rule_files: ["rules.yml"],
        scrape_configs: scrape,
      }),
    );
    const port = await freePort();
    const server = await Server.start(
      [
        "prometheus",
        `--config.file=${join(folder, "prometheus.yml")}`,
        `--storage.tsdb.path=${join(folder, "data")}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      port,
    );
    return new LocalPrometheus(folder, `http://127.0.0.1:${port}`, server);
  }

  /** The labels of what an instant query finds. */
  async query(expression: string): Promise<Labels[]> {
    const answer = await fetch(`${this.#url}/api/v1/query?query=${encodeURIComponent(expression)}`);
    const { data, error } = (await answer.json()) as {
      data?: { result: { metric: Labels }[] };
      error?: string;
    };
    if (!data) throw new Error(`${expression}: ${error}`);
    return data.result.map(({ metric }) => metric);
  }

  /** The same, once it finds anything. @throws Error after a minute. */
  async found(expression: string): Promise<Labels[]> {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(500)) {
      const found = await this.query(expression);
      if (found.length > 0) return found;
    }
    throw new Error(`nothing matched ${expression} within a minute:\n${this.#server.log.slice(-2000)}`);
  }

  /** The labels of the alerts of a name that fire now. */
  firing = (alert: string): Promise<Labels[]> =>
    this.query(`ALERTS{alertname="${alert}",alertstate="firing"}`);

  async stop(): Promise<void> {
    await this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
