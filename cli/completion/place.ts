import type { CommandUnknownOpts, Option } from "@commander-js/extra-typings";

/** Where in the tree of commands a list of words has led to. */
export interface Place {
  readonly command: CommandUnknownOpts;
  /** The full name of the command, such as `aip policy check`. */
  readonly name: string;
  /** The option whose value comes next. */
  readonly pending: Option | undefined;
  /** How many arguments the command has been given. */
  readonly operands: number;
}

/** Follows words from the root. Words that fit nowhere are passed over. */
export function placeOf(root: CommandUnknownOpts, words: readonly string[]): Place {
  let command = root;
  let name = root.name();
  let pending: Option | undefined;
  let operands = 0;
  for (const word of words) {
    if (pending) {
      if (word !== "=") pending = undefined;
    } else if (word.startsWith("-")) {
      const [flag] = word.split("=");
      const option = [...command.options, ...root.options].find(
        ({ long, short }) => long === flag || short === flag,
      );
      if (option?.required && !word.includes("=")) pending = option;
    } else {
      const next = command.commands.find((each) => each.name() === word);
      if (next) {
        command = next;
        name += ` ${next.name()}`;
      } else {
        operands++;
      }
    }
  }
  return { command, name, pending, operands };
}
