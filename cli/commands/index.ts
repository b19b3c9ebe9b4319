import type { Command } from "../command.ts";

export interface CommandEntry {
  /** What it does, in one line of the help. */
  readonly summary: string;
  /** Loads the command alone: most of them bring the SDKs of the providers with them. */
  readonly load: () => Promise<Command>;
}

const engine = () => import("../engine/commands.ts");

/** Every command of `aip`, by name. None is loaded before it is called. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  plan: {
    summary: "Show what an environment would be: resources, price, policy findings, addresses",
    load: async () => (await import("./plan.ts")).plan,
  },
  cost: {
    summary: "Show what an environment costs, by layer, service, team or tag, and what a change would cost",
    load: async () => (await import("../cost/command.ts")).cost,
  },
  policy: {
    summary: "Check a state or a plan of any repository, or list the rules",
    load: async () => (await import("./policy.ts")).policy,
  },
  up: {
    summary: "Bring an environment up, layer by layer, with the real Pulumi engine",
    load: async () => (await engine()).upCommand,
  },
  preview: {
    summary: "Show what `up` would change, with the real Pulumi engine",
    load: async () => (await engine()).previewCommand,
  },
  destroy: {
    summary: "Delete everything `up` created, in reverse order",
    load: async () => (await engine()).destroyCommand,
  },
  env: {
    summary: "Print the shell variables with which plain pulumi commands use the sandbox",
    load: async () => (await engine()).envCommand,
  },
  forward: {
    summary: "Reach the services of an environment without a gateway, on ports of this machine",
    load: async () => (await import("./forward.ts")).forward,
  },
  contracts: {
    summary: "Check or write the lock of what the layers hand to each other",
    load: async () => (await import("./contracts.ts")).contracts,
  },
};
