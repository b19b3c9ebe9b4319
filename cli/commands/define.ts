import { Command } from "@commander-js/extra-typings";
import { paintAlways } from "../output/palette.ts";

export interface CommandText {
  /** What it does, in one line. */
  readonly summary: string;
  /** What else there is to know. Default: nothing. */
  readonly details?: readonly string[];
  /** Ways to call it, without `aip`, each with what it is for. */
  readonly examples: Readonly<Record<string, string>>;
}

/**
 * A command with the help that all commands have. It throws instead of ending the process, and leaves it to its caller
 * to say what is wrong.
 */
export function defineCommand(name: string, { summary, details = [], examples }: CommandText): Command {
  const command = new Command(name)
    .summary(summary)
    .description([summary, ...(details.length > 0 ? ["", ...details] : [])].join("\n"))
    .helpOption("-h, --help", "show this help")
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (text) => paintAlways("title", text),
      styleCommandText: (text) => paintAlways("name", text),
      styleSubcommandText: (text) => paintAlways("name", text),
      styleOptionText: (text) => paintAlways("name", text),
      styleArgumentText: (text) => paintAlways("name", text),
    });
  return command.addHelpText("after", () => `\n${exampleText(examples)}`);
}

function exampleText(examples: CommandText["examples"]): string {
  const lines = Object.entries(examples).flatMap(([form, purpose]) => [
    `  ${paintAlways("name", `aip ${form}`)}`,
    `      ${purpose}`,
  ]);
  return [paintAlways("title", "Examples:"), ...lines].join("\n");
}
