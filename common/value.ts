/** Reading a resource's properties where any of them may be unknown, missing or of another type than it should be. */

import { unknownSentinels, unknownValue } from "./protocol.ts";
import { isRecord } from "./records.ts";

/**
 * Thrown where a rule asks for a value that is not known yet; what runs the rules catches it and defers the rule. It is a
 * signal and no error: the stack trace of one would cost more than the rule.
 */
export class UnknownValue {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get message(): string {
    return `${this.path} is not known yet`;
  }
}

type Step = string | number;

const unknownRaw = Symbol("unknown");

/**
 * A property, or the lack of one. Whatever is there, no method throws anything but `UnknownValue`, and that only
 * where the value itself is asked for and is not known: a value of the wrong type reads as absent.
 */
export class Value {
  readonly #raw: unknown;
  readonly #parent: Value | undefined;
  readonly #step: Step;

  private constructor(raw: unknown, step: Step, parent?: Value) {
    this.#raw = raw;
    this.#step = step;
    this.#parent = parent;
  }

  static of(raw: unknown, path = ""): Value {
    return new Value(unknownSentinels.has(raw) ? unknownRaw : raw, path);
  }

  /** Where the value is, such as `spec.containers[0].image`; put together only where it is asked for. */
  get path(): string {
    const outer = this.#parent?.path ?? "";
    if (outer === "") return String(this.#step);
    return typeof this.#step === "number" ? `${outer}[${this.#step}]` : `${outer}.${this.#step}`;
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

  /** The document in a JSON text, or the object where it is one already. Absent where it is not JSON. */
  json(): Value {
    const raw = this.#known();
    if (typeof raw !== "string") return this;
    try {
      return Value.of(JSON.parse(raw), this.path);
    } catch {
      return Value.of(undefined, this.path);
    }
  }

  /** What is there. `unknownValue` in the place of what is not known, without throwing. For comparing only. */
  raw(): unknown {
    return this.isUnknown ? unknownValue : this.#raw;
  }

  #known(): unknown {
    if (this.isUnknown) throw new UnknownValue(this.path);
    return this.#raw;
  }

  #child(step: Step): Value {
    if (this.isUnknown) return new Value(unknownRaw, step, this);
    const raw = this.#raw;
    const found =
      typeof step === "number"
        ? Array.isArray(raw) && step < raw.length
        : isRecord(raw) && Object.hasOwn(raw, step);
    if (!found) return new Value(undefined, step, this);
    const inner = (raw as Record<Step, unknown>)[step];
    // A key that is there without a value is how the SDK hands over what is not known outside of the policy SDK.
    return new Value(inner === undefined || unknownSentinels.has(inner) ? unknownRaw : inner, step, this);
  }
}
