import { spawnSync } from "node:child_process";
import { readEnvironmentFile } from "@aip/environments";
import { type Address, addresses } from "@aip/services";
import { exit, UsageError } from "../command.ts";
import { toldOfSignals } from "../signals.ts";
import { type Forward, keepForwards } from "./forward.ts";

export interface ForwardCommandOptions {
  /** The services to reach, as lists of addresses name them. Default: all. */
  readonly services: readonly string[] | undefined;
  /** Context of the kubeconfig. Default: its current one. */
  readonly context: string | undefined;
}

/** `aip forward`. @returns the exit code, once it is interrupted. */
export async function forwardCommand(name: string, options: ForwardCommandOptions): Promise<number> {
  const { environment } = readEnvironmentFile(name);
  const known = addresses(environment);
  const chosen = options.services ? choose(name, known, options.services) : known;
  if (environment.access === "gateway") {
    throw new UsageError(
      [
        `${name} has a gateway, so that nothing needs to be forwarded. The addresses are:`,
        ...chosen.map(({ title, url }) => `  ${title.padEnd(14)}  ${url}`),
      ].join("\n"),
    );
  }
  if (chosen.length === 0) return exit.clean;
  requireCluster(options.context);
  const forwards: Forward[] = chosen.map(({ title, forward: { localPort, ...target } }) => ({
    service: title,
    localPort,
    target,
  }));
  const controller = new AbortController();
  await toldOfSignals(
    () => controller.abort(),
    () =>
      keepForwards(forwards, {
        context: options.context,
        signal: controller.signal,
        onLine: (line) => process.stdout.write(`${line}\n`),
      }),
  );
  return exit.clean;
}

/** @throws UsageError for services that have no address in the environment. */
function choose(name: string, known: readonly Address[], wanted: readonly string[]): readonly Address[] {
  const titles = known.map(({ title }) => title);
  const without = wanted.filter((title) => !titles.includes(title));
  if (without.length > 0) {
    throw new UsageError(
      `--service: found ${without.join(", ")}, which ${name} does not run or gives no address; allowed: ${titles.join(", ")}`,
    );
  }
  return known.filter(({ title }) => wanted.includes(title));
}

/** A service may come up later; without a cluster there is nothing to wait for. */
function requireCluster(context: string | undefined): void {
  const chosen = context === undefined ? [] : ["--context", context];
  const { error, status, stderr } = spawnSync("kubectl", [...chosen, "version", "--request-timeout", "10s"], {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (error) {
    throw new UsageError(
      `cannot run kubectl (${error.message}); install it (https://kubernetes.io/docs/tasks/tools/) and put it on PATH`,
    );
  }
  if (status !== 0) {
    const reason = stderr.trim().split("\n").at(-1) ?? "";
    throw new UsageError(
      `no cluster answers (${reason}); bring the cluster layer up, and write its context to the kubeconfig with ` +
        "`aws eks update-kubeconfig`, or name another one with --context",
    );
  }
}
