import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface Forward {
  readonly service: string;
  readonly localPort: number;
  /** Where the connection ends. */
  readonly target: {
    readonly namespace: string;
    /** As kubectl names it: `service/<name>` or `pod/<name>`. */
    readonly object: string;
    readonly port: number;
  };
}

export interface ForwardOptions {
  /** Context of the kubeconfig. Default: its current one. */
  readonly context?: string | undefined;
  /** Ends all forwards. */
  readonly signal: AbortSignal;
  /** Gets a line when a forward opens, and when one drops, with the reason. */
  readonly onLine: (line: string) => void;
  /** Milliseconds before a forward that dropped is tried again. Default: 1000, twice as long each time up to 15,000. */
  readonly retryMs?: number;
}

const longestWait = 15_000;
/** Milliseconds that kubectl is given to end by itself. */
const patience = 3000;

/**
 * Keeps one `kubectl port-forward` for each service, and opens it again whenever it drops: pods are replaced, and a
 * forward may be asked for before its service exists.
 *
 * @returns once the signal has come and every process that was started has ended.
 */
export async function keepForwards(forwards: readonly Forward[], options: ForwardOptions): Promise<void> {
  await Promise.all(forwards.map((forward) => keep(forward, options)));
}

async function keep(forward: Forward, options: ForwardOptions): Promise<void> {
  const { signal, onLine, retryMs = 1000 } = options;
  let wait = retryMs;
  let reported = "";
  while (!signal.aborted) {
    const reason = await once(forward, options, () => {
      wait = retryMs;
      reported = "";
      onLine(`${forward.service.padEnd(14)}  http://localhost:${forward.localPort}`);
    });
    if (signal.aborted) return;
    // The same reason is reported once, however often it is tried again.
    if (reason !== reported) onLine(`${forward.service.padEnd(14)}  not forwarded, trying again: ${reason}`);
    reported = reason;
    await pause(wait, signal);
    wait = Math.min(2 * wait, longestWait);
  }
}

export function kubectlArguments({ localPort, target }: Forward, context: string | undefined): string[] {
  return [
    ...(context === undefined ? [] : ["--context", context]),
    "--namespace",
    target.namespace,
    "port-forward",
    target.object,
    `${localPort}:${target.port}`,
  ];
}

/** One run of kubectl. @returns why it ended. */
function once(forward: Forward, { context, signal }: ForwardOptions, onOpen: () => void): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn("kubectl", kubectlArguments(forward, context), { stdio: ["ignore", "pipe", "pipe"] });
    let open = false;
    let reason = "";
    let insist: NodeJS.Timeout | undefined;
    const stop = () => {
      child.kill("SIGTERM");
      insist = setTimeout(() => child.kill("SIGKILL"), patience);
    };
    const ended = (why: string) => {
      clearTimeout(insist);
      signal.removeEventListener("abort", stop);
      resolve(why);
    };
    signal.addEventListener("abort", stop, { once: true });
    createInterface({ input: child.stdout }).on("line", (line) => {
      // kubectl says so for IPv4 and IPv6, and once more for every connection that it handles.
      if (open || !line.startsWith("Forwarding from")) return;
      open = true;
      onOpen();
    });
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (line.trim() !== "") reason = line.trim();
    });
    child.on("error", (error) => ended(error.message));
    child.on("close", (code) => ended(reason || `kubectl ended with ${code ?? "a signal"}`));
  });
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
  });
}
