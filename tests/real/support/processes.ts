import { type ChildProcess, spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** How a process of a test runs. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Folders that come first on PATH. Default: none. */
  readonly path?: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
  readonly input?: string;
  /** Seconds after which the process is ended. Default: 120. */
  readonly seconds?: number;
}

export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

const environmentOf = ({ env = {}, path = [] }: RunOptions): Record<string, string> => ({
  PATH: [...path, "/usr/local/bin", "/usr/bin", "/bin"].join(":"),
  LANG: "C.UTF-8",
  ...env,
});

const start = (command: readonly string[], options: RunOptions): ChildProcess => {
  const [program = "", ...args] = command;
  const { cwd, uid, gid } = options;
  return spawn(program, args, {
    cwd,
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    env: environmentOf(options),
    // Of a group of its own, so that what it starts ends with it.
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
};

/** Runs a command to its end; one that takes too long is ended, and its code is null. */
export async function run(command: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = start(command, options);
  child.stdin?.end(options.input ?? "");
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (output += data));
  const timer = setTimeout(() => end(child, "SIGKILL"), (options.seconds ?? 120) * 1000);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  clearTimeout(timer);
  return { code, output };
}

/** A server on loopback that ends with the test, and by itself after its time. */
export class Server {
  readonly #child: ChildProcess;
  readonly #timer: NodeJS.Timeout;
  #log = "";

  private constructor(child: ChildProcess, seconds: number) {
    this.#child = child;
    child.stdin?.end();
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (this.#log += data));
    this.#timer = setTimeout(() => end(child, "SIGKILL"), seconds * 1000);
  }

  /**
   * Starts a server and waits until it answers on its port.
   *
   * @throws Error with what it wrote, if it ends before or does not answer in time.
   */
  static async start(
    command: readonly string[],
    port: number,
    options: RunOptions & { readonly startSeconds?: number } = {},
  ): Promise<Server> {
    const server = new Server(start(command, options), options.seconds ?? 600);
    const deadline = Date.now() + (options.startSeconds ?? 120) * 1000;
    while (!(await answers(port))) {
      if (server.#child.exitCode !== null || Date.now() > deadline) {
        await server.stop();
        throw new Error(`${command.join(" ").slice(0, 200)} does not answer on port ${port}:\n${server.log}`);
      }
      await sleep(250);
    }
    return server;
  }

  /** What it wrote so far. */
  get log(): string {
    return this.#log;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.isRunning) return;
    const ended = new Promise((resolve) => this.#child.once("close", resolve));
    end(this.#child, signal);
    const killer = setTimeout(() => end(this.#child, "SIGKILL"), 10_000);
    await ended;
    clearTimeout(killer);
  }
}

function end({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

export const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => socket.end(() => resolve(true)));
    socket.once("error", () => resolve(false));
  });

/** A port on loopback that nothing listens on. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
