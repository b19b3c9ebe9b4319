import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { certificates } from "./certificates.ts";
import { freePort, Server } from "./processes.ts";

const program = "/usr/bin/redis-server";
/** As the platform makes it: letters and digits, which a connection string of Redis bears. */
const password = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZab";

/** Whether the server is installed. */
export const hasRedis = (): boolean => existsSync(program);

/**
 * A real Redis on loopback that takes TLS connections with its password only, as ElastiCache does with
 * `transitEncryptionMode: required`, with a certificate for `localhost` of an authority of its own. Stop it after use.
 */
export class Redis {
  readonly port: number;
  readonly password = password;
  /** The certificate of the authority, as PEM. */
  readonly authorityFile: string;
  readonly #folder: string;
  readonly #server: Server;

  private constructor(folder: string, port: number, server: Server) {
    this.#folder = folder;
    this.port = port;
    this.#server = server;
    this.authorityFile = join(folder, "ca.crt");
  }

  /** @throws Error where the server is not installed; ask `hasRedis` before. */
  static async start(): Promise<Redis> {
    if (!hasRedis()) throw new Error("Redis is not installed (Debian: apt-get install redis-server)");
    const folder = mkdtempSync(join(tmpdir(), "aip-redis-"));
    certificates(folder);
    const port = await freePort();
    const settings = {
      bind: "127.0.0.1",
      // No port without TLS.
      port: "0",
      "tls-port": String(port),
      "tls-cert-file": join(folder, "server.crt"),
      "tls-key-file": join(folder, "server.key"),
      "tls-ca-cert-file": join(folder, "ca.crt"),
      "tls-auth-clients": "no",
      requirepass: password,
      save: "",
      dir: folder,
    };
    const flags = Object.entries(settings).flatMap(([key, value]) => [`--${key}`, value]);
    return new Redis(folder, port, await Server.start([program, ...flags], port));
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
