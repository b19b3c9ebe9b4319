import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { environmentNames } from "@aip/environments/file.ts";
import { UsageError } from "./command.ts";

export interface Arguments {
  readonly positionals: readonly string[];
  text(option: string): string | undefined;
  flag(option: string): boolean;
  texts(option: string): readonly string[];
}

/**
 * Reads the arguments of a command.
 *
 * @throws UsageError for an option the command does not have.
 */
export function readArguments(args: readonly string[], options: ParseArgsOptionsConfig): Arguments {
  const parsed = parse(args, options);
  return {
    positionals: parsed.positionals,
    text: (option) => parsed.values[option] as string | undefined,
    flag: (option) => parsed.values[option] === true,
    texts: (option) => (parsed.values[option] as readonly string[] | undefined) ?? [],
  };
}

function parse(args: readonly string[], options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/**
 * The one environment a command works on.
 *
 * @throws UsageError when none or several are given, or there is no file for it.
 */
export function oneEnvironment(positionals: readonly string[]): string {
  const known = environmentNames();
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) {
    throw new UsageError(`expected one environment (${known.join(", ")}), found ${positionals.length}`);
  }
  if (!known.includes(name)) {
    throw new UsageError(`no environment ${name}; environments/ has ${known.join(", ")}`);
  }
  return name;
}
