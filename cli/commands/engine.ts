import { catalogueProject, layerNames } from "@aip/contracts/layers.ts";
import { choicesOption, environmentArgument } from "../arguments.ts";
import { type CommandText, defineCommand } from "./define.ts";

const sandbox = ["--sandbox", "use the simulated cloud; the only way for now"] as const;

const details = [
  "Needs the Pulumi CLI on PATH or under ~/.pulumi. State is kept in .aip/sandbox/<environment>, which git ignores; the " +
    "environment file is copied and never written to. The policy pack runs with every change.",
  "",
  "An interrupt is passed on to Pulumi, which finishes what it has begun; the layers after it are not reached. A second " +
    "one stops Pulumi at once.",
  "",
  "Exit codes: 0 done; 1 a mandatory policy fails; 2 a mistake in the input, or the engine or the cloud refuses.",
];

/** What `up`, `preview` and `destroy` have in common. */
const layered = (name: string, purpose: string, { summary, examples }: CommandText) =>
  defineCommand(name, { summary, details: [purpose, "", ...details], examples })
    .addArgument(environmentArgument())
    .option(...sandbox)
    .addOption(
      choicesOption("--layer <name>", "one layer instead of all; may be given several times", [
        ...layerNames,
        catalogueProject,
      ]),
    );

export const up = layered(
  "up",
  "Runs `pulumi up` for every layer in the order of their dependencies, the catalogue last.",
  {
    summary: "Bring an environment up, layer by layer, with the real Pulumi engine",
    examples: {
      "up dev --sandbox": "every layer, after a question",
      "up dev --sandbox --yes --layer network --layer cluster": "two layers, without a question",
    },
  },
)
  .option("-y, --yes", "do not ask")
  .action(async (environment, { sandbox = false, layer, yes = false }) => {
    const operate = await import("../engine/operate.ts");
    process.exitCode = (await operate.up(environment, { sandbox, layers: layer, yes })).code;
  });

export const preview = layered(
  "preview",
  "Runs `pulumi preview` for every layer. A layer that reads one that was never brought up is passed over.",
  {
    summary: "Show what `up` would change, with the real Pulumi engine",
    examples: { "preview dev --sandbox": "every layer that can be previewed" },
  },
)
  .option("-y, --yes", "has no effect: nothing is asked")
  .action(async (environment, { sandbox = false, layer }) => {
    const operate = await import("../engine/operate.ts");
    process.exitCode = (await operate.preview(environment, { sandbox, layers: layer })).code;
  });

export const destroy = layered(
  "destroy",
  "Runs `pulumi destroy` for every layer, the catalogue first. In the sandbox the protection of resources is removed before.",
  {
    summary: "Delete everything `up` created, in reverse order",
    examples: { "destroy dev --sandbox --yes": "every layer, without a question" },
  },
)
  .option("-y, --yes", "do not ask")
  .action(async (environment, { sandbox = false, layer, yes = false }) => {
    const operate = await import("../engine/operate.ts");
    process.exitCode = (await operate.destroy(environment, { sandbox, layers: layer, yes })).code;
  });

export const env = defineCommand("env", {
  summary: "Print the shell variables with which plain pulumi commands use the sandbox",
  details: [
    'After `eval "$(aip env dev --sandbox)"`, `pulumi up -s dev` in stacks/<layer> runs against the simulated cloud.',
    "The environment file is copied: run it again after changing the file.",
  ],
  examples: { "env dev --sandbox": "the variables for dev" },
})
  .addArgument(environmentArgument())
  .option(...sandbox)
  .action(async (environment, { sandbox = false }) => {
    const { shellExports } = await import("../engine/shell.ts");
    process.stdout.write(await shellExports(environment, { sandbox }));
  });
