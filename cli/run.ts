import { CommanderError } from "@commander-js/extra-typings";
import { exit, UsageError } from "./command.ts";
import { complete, completeWord } from "./completion/complete.ts";
import { type Place, placeOf } from "./completion/place.ts";
import { paint } from "./output/palette.ts";
import { program } from "./program.ts";
import { Interrupted, signalCode } from "./signals.ts";

/** Runs `aip` with its arguments, and leaves the exit code in `process.exitCode`. */
export async function run(args: readonly string[]): Promise<void> {
  surviveClosedPipes();
  if (args[0] === completeWord) {
    process.stdout.write(complete(program, args.slice(1)));
    return;
  }
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = report(args, error);
  }
}

/** A reader that has seen enough, as `head` has, or a terminal that was closed neither stops the work nor changes its exit code. */
function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
    });
  }
}

/**
 * Mistakes of the input are reported in their own words; anything else is ours, and keeps its stack trace. Errors of other
 * packages are known by name: loading their classes would load the SDKs.
 *
 * @returns the exit code.
 */
function report(args: readonly string[], error: unknown): number {
  if (error instanceof CommanderError && (error.exitCode === 0 || error.code === "commander.help")) {
    return error.exitCode === 0 ? exit.clean : exit.invalid;
  }
  const place = placeOf(program, args);
  if (error instanceof CommanderError || error instanceof UsageError) {
    say(place, `${inOurWords(error, place)}\nSee ${place.name} --help.`);
  } else if (error instanceof Interrupted) {
    say(place, error.message);
    return signalCode(error.signal);
  } else if (["InvalidEnvironment", "ProgramFailed"].includes((error as Error).name)) {
    process.stderr.write(`${(error as Error).message}\n`);
  } else {
    say(place, `${(error as Error).stack ?? error}\nRun again with --debug for a trace.`);
  }
  return exit.invalid;
}

const say = ({ name }: Place, text: string): void => {
  process.stderr.write(`${paint("bad", `${name}:`, process.stderr)} ${text}\n`);
};

/** The library's messages without their heading, in one line, and with what a missing argument may be. */
function inOurWords(error: Error, { command }: Place): string {
  const text = error.message.replace(/^error: /, "").replace(/\n\(Did (you mean .*\?)\)/, "; did $1");
  if ((error as Partial<CommanderError>).code !== "commander.missingArgument") return text;
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  return choices.length > 0 ? `${text}; allowed: ${choices.join(", ")}` : text;
}
