import { spawnSync } from "node:child_process";
import { readEnvironmentFile } from "@aip/environments";
import { type Address, addresses } from "@aip/services";
import { oneEnvironment, readArguments } from "../arguments.ts";
import { type Command, exit, UsageError } from "../command.ts";
import { type Forward, keepForwards } from "../forward/forward.ts";

export const forward: Command = {
  usage: ["forward <environment> [--service NAME]... [--context NAME]"],
  details: [
    "  --service NAME  one service instead of all; may be given several times",
    "  --context NAME  context of the kubeconfig; default: its current one",
    "",
    "Needs kubectl on PATH. Keeps one `kubectl port-forward` a service until it is interrupted, and opens it again when it",
    "drops. Environments with a gateway have addresses instead, which the command then names.",
  ].join("\n"),
  async run(args) {
    const given = readArguments(args, {
      service: { type: "string", multiple: true },
      context: { type: "string" },
    });
    const name = oneEnvironment(given.positionals);
    const { environment } = readEnvironmentFile(name);
    const chosen = choose(addresses(environment), given.texts("service"));
    if (environment.access === "gateway") {
      throw new UsageError(
        [
          `${name} has a gateway, so that nothing needs to be forwarded. The addresses are:`,
          ...chosen.map(({ title, url }) => `  ${title.padEnd(14)}  ${url}`),
        ].join("\n"),
      );
    }
    const forwards: Forward[] = chosen.map(({ title, forward: { localPort, ...target } }) => ({
      service: title,
      localPort,
      target,
    }));
    if (forwards.length > 0) {
      requireKubectl();
      await untilInterrupted((signal) =>
        keepForwards(forwards, {
          context: given.text("context"),
          signal,
          onLine: (line) => process.stdout.write(`${line}\n`),
        }),
      );
    }
    return exit.clean;
  },
};

/** @throws UsageError for a name that is not the title of a service with an address. */
function choose(known: readonly Address[], wanted: readonly string[]): readonly Address[] {
  if (wanted.length === 0) return known;
  const titles = known.map(({ title }) => title);
  const unknown = wanted.filter((title) => !titles.includes(title));
  if (unknown.length > 0) {
    throw new UsageError(`no service ${unknown.join(", ")} has an address; there are ${titles.join(", ")}`);
  }
  return known.filter(({ title }) => wanted.includes(title));
}

function requireKubectl(): void {
  const { error } = spawnSync("kubectl", ["version", "--client"], { stdio: "ignore" });
  if (error) {
    throw new UsageError(
      `cannot run kubectl (${error.message}); install it (https://kubernetes.io/docs/tasks/tools/) and put it on PATH`,
    );
  }
}

async function untilInterrupted(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    await work(controller.signal);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}
