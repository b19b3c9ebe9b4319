/** Reading a resource's properties where any of them may be unknown, missing or of another type than it should be. */

/** What the policy SDK puts in the place of a value that is not known yet, one for each type (its `proxy.js`). */
export const unknownSentinels: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Any of them; how this package itself marks a value as unknown. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A value a rule needs and that is not known yet. The engine of the rules catches it and defers the rule. */
export class UnknownValue extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} is not known yet`);
    this.name = "UnknownValue";
    this.path = path;
  }
}

type Step = string | number;

const isRecord = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === "object" && raw !== null && !Array.isArray(raw);

const unknownRaw = Symbol("unknown");

/**
 * A property, or the lack of one. Whatever stands there, no method throws anything but `UnknownValue`, and that only
 * where the value itself is asked for and is not known: a value of the wrong type reads as absent.
 */
export class Value {
  readonly path: string;
  readonly #raw: unknown;

  private constructor(raw: unknown, path: string) {
    this.#raw = raw;
    this.path = path;
  }

  static of(raw: unknown, path = ""): Value {
    return new Value(unknownSentinels.has(raw) ? unknownRaw : raw, path);
  }

  /** Whether the value is not known yet. Inside an unknown value everything is unknown. */
  get isUnknown(): boolean {
    return this.#raw === unknownRaw;
  }

  /** Whether there is no value: nothing, or null. An unknown value is there. */
  get isAbsent(): boolean {
    return this.#raw === undefined || this.#raw === null;
  }

  /** Whether there is something, known or not, other than an empty text. Use it for references to other resources. */
  get isSet(): boolean {
    return !this.isAbsent && this.#raw !== "";
  }

  /** The value under keys and indices, written apart: `at("spec", "containers", 0)`. Absent where there is none. */
  at(...steps: readonly Step[]): Value {
    let value: Value = this;
    for (const step of steps) value = value.#child(step);
    return value;
  }

  /** The text. Absent for anything else. */
  text(): string | undefined {
    const raw = this.#known();
    return typeof raw === "string" ? raw : undefined;
  }

  /** The number, also where it is written as text. */
  number(): number | undefined {
    const raw = this.#known();
    if (typeof raw === "number") return Number.isNaN(raw) ? undefined : raw;
    return typeof raw === "string" && raw.trim() !== "" && Number.isFinite(Number(raw))
      ? Number(raw)
      : undefined;
  }

  /** The truth value, also where it is written as text: several properties of the AWS provider are. */
  flag(): boolean | undefined {
    const raw = this.#known();
    if (typeof raw === "boolean") return raw;
    if (raw === "true") return true;
    return raw === "false" ? false : undefined;
  }

  /** The elements, which may be unknown one by one. Empty where there is no list. */
  list(): Value[] {
    const raw = this.#known();
    return Array.isArray(raw) ? raw.map((_, index) => this.#child(index)) : [];
  }

  /** The elements that are text; one text alone counts as a list of one. */
  texts(): string[] {
    const raw = this.#known();
    if (typeof raw === "string") return [raw];
    return this.list().flatMap((element) => element.text() ?? []);
  }

  /** The keys of an object. Empty where there is none. */
  keys(): string[] {
    const raw = this.#known();
    return isRecord(raw) ? Object.keys(raw) : [];
  }

  entries(): [string, Value][] {
    return this.keys().map((key) => [key, this.#child(key)]);
  }

  /** The document in a JSON text, or the object where it stands as one. Absent where it is not JSON. */
  json(): Value {
    const raw = this.#known();
    if (typeof raw !== "string") return this;
    try {
      return Value.of(JSON.parse(raw), this.path);
    } catch {
      return Value.of(undefined, this.path);
    }
  }

  /** What stands there. `unknownValue` in the place of what is not known, without throwing. For comparing only. */
  raw(): unknown {
    return this.isUnknown ? unknownValue : this.#raw;
  }

  #known(): unknown {
    if (this.isUnknown) throw new UnknownValue(this.path);
    return this.#raw;
  }

  #child(step: Step): Value {
    const path =
      this.path === ""
        ? String(step)
        : typeof step === "number"
          ? `${this.path}[${step}]`
          : `${this.path}.${step}`;
    if (this.isUnknown) return new Value(unknownRaw, path);
    if (typeof step === "number") {
      return Array.isArray(this.#raw) && step < this.#raw.length
        ? present(this.#raw[step], path)
        : new Value(undefined, path);
    }
    if (!isRecord(this.#raw) || !Object.hasOwn(this.#raw, step)) return new Value(undefined, path);
    return present(this.#raw[step], path);

    // A key that is there without a value is how the SDK hands over what is not known outside of the policy SDK.
    function present(raw: unknown, at: string): Value {
      return raw === undefined ? new Value(unknownRaw, at) : Value.of(raw, at);
    }
  }
}
