import { spawnSync } from "node:child_process";
import { endpoint, type Service, type ServiceName, services } from "@aip/contracts/endpoints.ts";
import { readEnvironmentFile } from "@aip/environments";
import { oneEnvironment, readArguments } from "../arguments.ts";
import { type Command, exit, UsageError } from "../command.ts";
import { type Forward, keepForwards } from "../forward/forward.ts";

const names = Object.keys(services) as ServiceName[];

export const forward: Command = {
  usage: ["forward <environment> [--service NAME]... [--context NAME]"],
  details: [
    `  --service NAME  one service instead of all; may be given several times: ${names.join(", ")}`,
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
    const chosen = chooseServices(given.texts("service"));
    const { environment } = readEnvironmentFile(name);
    if (environment.access === "gateway") {
      throw new UsageError(
        [
          `${name} has a gateway, so that nothing needs to be forwarded. The addresses are:`,
          ...chosen.map((service) => `  ${service.padEnd(14)}  ${endpoint(service, environment)}`),
        ].join("\n"),
      );
    }
    const forwards: Forward[] = [];
    for (const service of chosen) {
      const { localPort, target }: Service = services[service];
      if (target) forwards.push({ service, localPort, target });
      else process.stdout.write(`${service.padEnd(14)}  not forwarded: no layer brings it up yet\n`);
    }
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

function chooseServices(wanted: readonly string[]): readonly ServiceName[] {
  if (wanted.length === 0) return names;
  const unknown = wanted.filter((service) => !names.includes(service as ServiceName));
  if (unknown.length > 0) {
    throw new UsageError(`no service ${unknown.join(", ")}; there are ${names.join(", ")}`);
  }
  return names.filter((service) => wanted.includes(service));
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
