import { type Command, exit, UsageError } from "./command.ts";
import { type CommandEntry, commands } from "./commands/index.ts";

/** Runs `aip` with its arguments and returns the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(overview());
    return name === undefined ? exit.invalid : exit.clean;
  }
  const entry = commands[name];
  if (!entry) {
    process.stderr.write(`aip: no command ${name}; there are ${Object.keys(commands).join(", ")}\n`);
    return exit.invalid;
  }
  const command = await entry.load();
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(help(entry, command));
    return exit.clean;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    return report(name, error);
  }
}

/**
 * Mistakes of the input are told in their own words; anything else is ours, and keeps its stack trace. Errors of other
 * packages are known by name: loading their classes would load the SDKs.
 */
function report(name: string, error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`aip ${name}: ${error.message}\nSee aip ${name} --help.\n`);
  } else if (["InvalidEnvironment", "ProgramFailed"].includes((error as Error).name)) {
    process.stderr.write(`${(error as Error).message}\n`);
  } else {
    process.stderr.write(
      `aip ${name}: ${(error as Error).stack ?? error}\nRun again with --debug for a trace.\n`,
    );
  }
  return exit.invalid;
}

const overview = (): string =>
  [
    "aip: plan, price, police and operate the AI platform.",
    "",
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`),
    "",
    "aip <command> --help says more. Exit codes: 0 clean, 1 a mandatory policy fails or the budget is exceeded,",
    "2 a mistake in the input.",
    "",
  ].join("\n");

const help = ({ summary }: CommandEntry, command: Command): string =>
  [summary, "", ...command.usage.map((form) => `  aip ${form}`), "", command.details, ""].join("\n");
