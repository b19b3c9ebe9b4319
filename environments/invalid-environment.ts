import { formatPath, InvalidInput, type Path, type Problem } from "@aip/common/problems.ts";

/** The namespace of our keys in an environment file, whichever project reads it. */
export const namespace = "platform";

/** A place in a file; both are counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where the value at a path is in the file: at its key, else at the nearest key above that is there. */
export type Locate = (path: Path) => Position | undefined;

/** A mistake as a sentence, and where it is, if that is known. */
export interface Mistake {
  readonly text: string;
  readonly position?: Position | undefined;
}

/** An environment file with mistakes. Each is named with its place, what was found and what is allowed. */
export class InvalidEnvironment extends InvalidInput {
  override readonly name = "InvalidEnvironment";
  /** The mistakes in the order of the file. */
  readonly mistakes: readonly Mistake[];
  /** The same, one line for each. */
  readonly problems: readonly string[];

  constructor(environment: string, mistakes: readonly Mistake[]) {
    const sorted = mistakes.toSorted(inOrder);
    const problems = sorted.map(({ text, position }) => {
      return position === undefined ? text : `line ${position.line}, column ${position.column}: ${text}`;
    });
    super(
      `environments/Pulumi.${environment}.yaml has ${problems.length} mistake${problems.length === 1 ? "" : "s"}:\n` +
        problems.map((problem) => `  - ${problem}`).join("\n"),
    );
    this.mistakes = sorted;
    this.problems = problems;
  }
}

/** Mistakes of no place first, then from top to bottom. */
const inOrder = ({ position: one }: Mistake, { position: other }: Mistake): number =>
  (one?.line ?? 0) - (other?.line ?? 0) || (one?.column ?? 0) - (other?.column ?? 0);

/** A problem with a value of the file; the empty path is the environment's name. */
export function mistake({ path, found, allowed }: Problem, locate?: Locate): Mistake {
  const key = path.length === 0 ? "the environment's name" : `${namespace}:${formatPath(path)}`;
  return {
    text: `${key}: found ${found}; allowed: ${allowed}`,
    position: path.length === 0 ? undefined : locate?.(path),
  };
}
