import { oneEnvironment, readArguments } from "../arguments.ts";
import type { Command } from "../command.ts";
import { destroy, type Operated, type OperateOptions, preview, up } from "./operate.ts";
import { shellExports } from "./shell.ts";

type Operate = (environment: string, options: OperateOptions) => Promise<Operated>;

const options = [
  "  --sandbox     use the simulated cloud; the only way for now",
  "  --layer NAME  one layer instead of all; may be given several times",
  "  --yes         do not ask",
  "",
  "Needs the Pulumi CLI on PATH or under ~/.pulumi. State is kept in .aip/sandbox/<environment>, which git ignores; the",
  "environment file is copied and never written to. The policy pack runs with every change.",
  "",
  "Exit codes: 0 done; 1 a mandatory policy fails; 2 a mistake in the input, or the engine or the cloud refuses.",
];

function engineCommand(name: string, details: string, operate: Operate): Command {
  return {
    usage: [`${name} <environment> --sandbox [--layer NAME]... [--yes]`],
    details: [details, "", ...options].join("\n"),
    async run(args) {
      const given = readArguments(args, {
        sandbox: { type: "boolean" },
        yes: { type: "boolean", short: "y" },
        layer: { type: "string", multiple: true },
      });
      const { code } = await operate(oneEnvironment(given.positionals), {
        layers: given.texts("layer"),
        sandbox: given.flag("sandbox"),
        yes: given.flag("yes"),
      });
      return code;
    },
  };
}

export const upCommand = engineCommand(
  "up",
  "Runs `pulumi up` for every layer in the order of their dependencies, the catalogue last.",
  up,
);

export const previewCommand = engineCommand(
  "preview",
  "Runs `pulumi preview` for every layer. A layer that reads one that was never brought up is passed over.",
  preview,
);

export const destroyCommand = engineCommand(
  "destroy",
  "Runs `pulumi destroy` for every layer, the catalogue first. In the sandbox protection is taken off resources before.",
  destroy,
);

export const envCommand: Command = {
  usage: ["env <environment> --sandbox"],
  details: [
    'eval "$(aip env dev --sandbox)" and then `pulumi up -s dev` in stacks/<layer> runs against the simulated cloud.',
    "The environment file is copied: run it again after changing the file.",
  ].join("\n"),
  async run(args) {
    const given = readArguments(args, { sandbox: { type: "boolean" } });
    const text = await shellExports(oneEnvironment(given.positionals), { sandbox: given.flag("sandbox") });
    process.stdout.write(text);
    return 0;
  },
};
