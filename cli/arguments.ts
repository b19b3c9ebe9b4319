import { didYouMean } from "@aip/common/nearest.ts";
import { environmentNames } from "@aip/environments/names.ts";
import { Argument, Option } from "@commander-js/extra-typings";
import { UsageError } from "./command.ts";

/** Reads one of the known words, and says which was most likely meant where it is none. */
function chooser<Word extends string>(name: string, known: readonly Word[]): (found: string) => Word {
  return (found) => {
    const word = known.find((each) => each === found);
    if (word !== undefined) return word;
    throw new UsageError(`${name}: found ${found}; allowed: ${known.join(", ")}${didYouMean(found, known)}`);
  };
}

/** The value of an option; the name of another option in its place is a value that was forgotten. */
function text(flags: string): (found: string) => string {
  return (found) => {
    if (!found.startsWith("--")) return found;
    throw new UsageError(`${flags}: found the option ${found} where its value is expected`);
  };
}

const added = <Value>(read: (found: string) => Value) => {
  return (found: string, before: readonly Value[] | undefined): readonly Value[] => [
    ...(before ?? []),
    read(found),
  ];
};

const nameOf = (flags: string): string => flags.replace(/ .*$/, "");

/** An option with a value. One whose value is called `<file>` is completed with the names of files. */
export const textOption = <const Flags extends string>(flags: Flags, description: string) =>
  new Option(flags, description).argParser(text(flags));

/** The same, to be given several times. */
export const textsOption = <const Flags extends string>(flags: Flags, description: string) =>
  new Option(flags, description).argParser(added(text(flags)));

/** An option whose value is one of a list; the help and the completion name them. */
export const choiceOption = <const Flags extends string, Word extends string>(
  flags: Flags,
  description: string,
  known: readonly Word[],
) => new Option(flags, description).choices(known).argParser(chooser(nameOf(flags), known));

/** The same, to be given several times. */
export const choicesOption = <const Flags extends string, Word extends string>(
  flags: Flags,
  description: string,
  known: readonly Word[],
) => new Option(flags, description).choices(known).argParser(added(chooser(nameOf(flags), known)));

/** An argument that is one of a list. */
export const choiceArgument = <const Name extends string, Word extends string>(
  name: Name,
  description: string,
  known: readonly Word[],
) => new Argument(name, description).choices(known).argParser(chooser(name.replace(/[<>[\].]/g, ""), known));

/**
 * Arguments of which each is one of a list.
 *
 * @param one What one of them is called.
 */
export const choicesArgument = <const Name extends string, Word extends string>(
  name: Name,
  one: string,
  description: string,
  known: readonly Word[],
) => new Argument(name, description).choices(known).argParser(added(chooser(one, known)));

/** The environment a command works on. */
export const environmentArgument = () =>
  choiceArgument("<environment>", "name of the environment", environmentNames());

/** The environments a command works on, one or several. */
export const environmentsArgument = () =>
  choicesArgument("<environments...>", "environment", "names of the environments", environmentNames());
