import type { CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { type Place, placeOf } from "./place.ts";

/** The hidden command with which a shell asks what may come next. */
export const completeWord = "__complete";

/**
 * What the last word may be, one a line: the word, and after a tab what it means. A last line `:files` says
 * that the name of a file may.
 *
 * @param words Everything after `aip` up to the cursor; the last one is being written, and may be empty.
 */
export function complete(root: CommandUnknownOpts, words: readonly string[]): string {
  const place = placeOf(root, words.slice(0, -1));
  // Bash hands over `--format=json` as three words.
  const last = words.at(-1) ?? "";
  const written = last === "=" ? "" : last;
  return candidates(place, written)
    .filter(({ word }) => word === files || word.startsWith(written))
    .map(({ word, meaning }) => (meaning === "" ? word : `${word}\t${meaning}`))
    .map((line) => `${line}\n`)
    .join("");
}

interface Candidate {
  readonly word: string;
  readonly meaning: string;
}

const files = ":files";

function candidates({ command, pending, operands }: Place, written: string): Candidate[] {
  if (pending) return values(pending.argChoices, pending.flags);
  const [flag = "", inline] = written.split("=", 2);
  if (flag.startsWith("-")) {
    const options = optionsOf(command);
    if (inline === undefined) return options.map(candidate);
    const option = options.find(({ long }) => long === flag);
    return option ? values(option.argChoices, option.flags).map((value) => inlined(flag, value)) : [];
  }
  const commands = command.commands.map((each) => ({ word: each.name(), meaning: each.summary() }));
  if (commands.length > 0) return commands;
  const { registeredArguments } = command;
  const argument = registeredArguments[operands] ?? registeredArguments.findLast(({ variadic }) => variadic);
  return argument ? values(argument.argChoices, `<${argument.name()}>`) : [];
}

const candidate = ({ long, description }: Option): Candidate => ({
  word: long ?? "",
  meaning: description,
});

const inlined = (flag: string, { word, meaning }: Candidate): Candidate => ({
  word: word === files ? files : `${flag}=${word}`,
  meaning,
});

const values = (choices: readonly string[] | undefined, usage: string): Candidate[] => [
  ...(choices ?? []).map((word) => ({ word, meaning: "" })),
  ...(/<file\b/.test(usage) ? [{ word: files, meaning: "" }] : []),
];

/** The options of a command and those of all commands. */
const optionsOf = (command: CommandUnknownOpts): readonly Option[] => {
  const help = command.createHelp();
  help.showGlobalOptions = true;
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
};
