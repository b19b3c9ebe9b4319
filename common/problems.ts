/** Where a value is: keys of mappings, and positions in lists, counted from 0. */
export type Path = readonly (string | number)[];

/** A mistake in what a person gave. */
export interface Problem {
  readonly path: Path;
  /** What is there, as text. */
  readonly found: string;
  /** What would be right, as the rest of a sentence after "allowed:". */
  readonly allowed: string;
}

/** An error that is shown to a person by its message alone. */
export class InvalidInput extends Error {
  /**
   * How Pulumi's engine knows an error that it shows without a stack trace: `RunError.isInstance` of any copy of the SDK
   * looks for this property (sdk/nodejs/errors.ts). It is set here so that nothing below the components needs the SDK.
   */
  readonly __pulumiRunError = true;
  override readonly name: string = "InvalidInput";
}

/** A path as people write it, such as `disruption.budgets[0].nodes`. */
export const formatPath = (path: Path): string =>
  path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`),
    "",
  );

/** The path that a text such as `disruption.budgets[0].nodes` means. Keys with a dot need the path itself. */
const parsePath = (text: string): Path =>
  [...text.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([key, index]) =>
    index === undefined ? key : Number(index),
  );

/** A value as it is shown to the person who wrote it. */
export const shown = (value: unknown): string => JSON.stringify(value) ?? "nothing";

/** A mistake in one line. */
export const formatProblem = ({ path, found, allowed }: Problem): string =>
  `${formatPath(path)}: found ${found}; allowed: ${allowed}`;

/** Collects what is wrong with arguments, so that a person sees all of it in one error. */
export class Problems {
  /**
   * Runs one of the rules of a set. Each is run by itself, so that one which cannot be decided does not keep the others
   * from being asked.
   */
  readonly rule: (rule: () => void) => void;
  readonly #subject: string;
  readonly #list: Problem[];
  readonly #prefix: Path;

  /**
   * @param subject What the arguments are of, for instance `NodePool gpu-inference`.
   * @param rule How a rule is run. Default: it is called.
   */
  constructor(
    subject: string,
    rule: (rule: () => void) => void = (run) => run(),
    list: Problem[] = [],
    prefix: Path = [],
  ) {
    this.#subject = subject;
    this.rule = rule;
    this.#list = list;
    this.#prefix = prefix;
  }

  /** All that was found so far. */
  get list(): readonly Problem[] {
    return this.#list;
  }

  /**
   * @param path Of the argument: a text such as `instanceTypes[0]`, or its keys one by one.
   * @param found The value.
   * @param allowed What would be right, as the rest of a sentence after "allowed:".
   */
  add(path: string | Path, found: unknown, allowed: string): void {
    this.report({ path: typeof path === "string" ? parsePath(path) : path, found: shown(found), allowed });
  }

  /** Adds a mistake whose value is not to be shown as it is. */
  report(problem: Problem): void {
    this.#list.push({ ...problem, path: [...this.#prefix, ...problem.path] });
  }

  /** The same collection for a part of the arguments: what is added through it is below the part's path. */
  at(path: string | Path): Problems {
    const inner = typeof path === "string" ? parsePath(path) : path;
    return new Problems(this.#subject, this.rule, this.#list, [...this.#prefix, ...inner]);
  }

  /** @throws InvalidInput naming the subject and every problem, if there is any. */
  throwIfAny(): void {
    if (this.#list.length === 0) return;
    const lines = this.#list.map((problem) => `  - ${formatProblem(problem)}`);
    throw new InvalidInput(`${this.#subject} is not possible:\n${lines.join("\n")}`);
  }
}
