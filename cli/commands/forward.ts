import type { AnyService } from "@aip/services";
import { addressTitle } from "@aip/services/addresses.ts";
import { services } from "@aip/services/table.ts";
import { choicesOption, environmentArgument, textOption } from "../arguments.ts";
import { defineCommand } from "./define.ts";

export const forward = defineCommand("forward", {
  summary: "Reach the services of an environment without a gateway, on ports of this machine",
  details: [
    "Needs kubectl on PATH. Keeps one `kubectl port-forward` a service until it is interrupted, and opens it again when " +
      "it drops. Environments with a gateway have addresses instead, which the command then names.",
  ],
  examples: {
    "forward dev": "every service of dev, through the current context of the kubeconfig",
    "forward dev --service MLflow --service Grafana": "two of them",
    "forward dev --context ai-platform-dev": "through another context",
  },
})
  .addArgument(environmentArgument())
  .addOption(
    choicesOption(
      "--service <name>",
      "one service instead of all; may be given several times",
      services.filter(({ forward }: AnyService) => forward !== undefined).map(addressTitle),
    ),
  )
  .addOption(textOption("--context <name>", "context of the kubeconfig (default: its current one)"))
  .action(async (environment, { service, context }) => {
    const { forwardCommand } = await import("../forward/command.ts");
    process.exitCode = await forwardCommand(environment, { services: service, context });
  });
