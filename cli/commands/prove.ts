import { journeys } from "@aip/proof/journeys/index.ts";
import { choiceArgument, environmentArgument, textOption } from "../arguments.ts";
import { defineCommand } from "./define.ts";

export const prove = defineCommand("prove", {
  summary: "Explain step by step what people and pods can do on an environment, and what is refused to them",
  details: [
    "Plans the environment without an account, and proves journeys on the planned objects: by network policies, routes, IAM, " +
      "RBAC, Vault's policies, node pools, queues, monitors, alerts and backups. A step that hangs on what no plan shows is " +
      "undecided, and names it.",
    "",
    "Exit codes: 0 every journey holds, is waived or undecided; 1 a journey is broken; 2 a mistake in the input.",
  ],
  examples: {
    "prove prod": "all journeys of prod",
    "prove prod sign-in": "one journey, with what each step was found to hold by",
    "prove dev --json journeys.json": "write what was found",
  },
})
  .addArgument(environmentArgument())
  .addArgument(
    choiceArgument(
      "[journey]",
      "name of a journey (default: all)",
      journeys.map(({ name }) => name),
    ),
  )
  .addOption(textOption("--json <file>", "write what was found"))
  .action(async (environment, journey, { json }) => {
    const { proveCommand } = await import("../prove/command.ts");
    process.exitCode = await proveCommand(environment, { journey, json });
  });
