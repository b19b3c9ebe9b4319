/** Settings of a rule, written as the JSON schema the policy SDK publishes; the type of each follows its default. */
export type Setting = { readonly description: string } & (
  | { readonly type: "boolean"; readonly default: boolean }
  | {
      readonly type: "integer" | "number";
      readonly default: number;
      readonly minimum?: number;
      readonly maximum?: number;
    }
  | { readonly type: "string"; readonly default: string; readonly enum?: readonly string[] }
  | {
      readonly type: "array";
      readonly default: readonly string[];
      readonly items: { readonly type: "string" };
    }
);

export type Settings = Readonly<Record<string, Setting>>;

type Widened<T> = T extends boolean
  ? boolean
  : T extends number
    ? number
    : T extends string
      ? string
      : readonly string[];

/** The values of a rule's settings. */
export type Config<S extends Settings> = { readonly [K in keyof S]: Widened<S[K]["default"]> };

const shown = (value: unknown): string => JSON.stringify(value) ?? "nothing";

function problem(setting: Setting, value: unknown): string | undefined {
  switch (setting.type) {
    case "boolean":
      return typeof value === "boolean" ? undefined : "expected true or false";
    case "string":
      if (typeof value !== "string") return "expected a text";
      return setting.enum === undefined || setting.enum.includes(value)
        ? undefined
        : `expected one of ${setting.enum.join(", ")}`;
    case "array":
      return Array.isArray(value) && value.every((element) => typeof element === "string")
        ? undefined
        : "expected a list of texts";
    default: {
      if (typeof value !== "number" || !Number.isFinite(value)) return "expected a number";
      if (setting.type === "integer" && !Number.isInteger(value)) return "expected a whole number";
      if (setting.minimum !== undefined && value < setting.minimum)
        return `expected at least ${setting.minimum}`;
      if (setting.maximum !== undefined && value > setting.maximum)
        return `expected at most ${setting.maximum}`;
      return undefined;
    }
  }
}

export interface Configured {
  readonly config: Readonly<Record<string, unknown>>;
  /** What is wrong with the values; the default takes the place of each. */
  readonly problems: readonly string[];
}

/** Fills in the defaults and checks the values given. Never throws. */
export function configure(settings: Settings, given: Readonly<Record<string, unknown>>): Configured {
  const config: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [key, setting] of Object.entries(settings)) {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    const wrong = value === undefined ? undefined : problem(setting, value);
    if (wrong !== undefined) problems.push(`${key}: ${wrong}, found ${shown(value)}`);
    config[key] = value === undefined || wrong !== undefined ? setting.default : value;
  }
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(settings, key)) {
      const known = Object.keys(settings);
      problems.push(
        `${key}: ${known.length === 0 ? "the rule has no settings" : `expected one of ${known.join(", ")}`}`,
      );
    }
  }
  return { config, problems };
}
