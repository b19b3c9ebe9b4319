import type { Path } from "@aip/common/problems.ts";

/** Thrown where a rule reads a value that is mistaken: what the rule would say follows from that mistake. */
class Undecided extends Error {}

interface Guarded {
  readonly target: object;
  readonly isUnknown: (key: string) => boolean;
}

const guards = new WeakMap<object, Guarded>();

/**
 * The values, such that reading one of the unknown ones ends the rule that reads it. So does listing the keys of a
 * mapping with an entry that is unknown, unless it is listed by `eachKnown`.
 *
 * @param unknown Paths of values that are mistaken, and have a stand-in or nothing in their place.
 */
export function guard<T extends object>(value: T, unknown: readonly Path[]): T {
  if (unknown.length === 0) return value;
  const below = (key: string): Path[] =>
    unknown.filter(([first]) => String(first) === key).map((path) => path.slice(1));
  const isUnknown = (key: string): boolean => below(key).some((path) => path.length === 0);
  const read = (target: object, key: string | symbol): unknown => {
    const inner: unknown = Reflect.get(target, key);
    if (typeof key === "symbol") return inner;
    if (isUnknown(key)) throw new Undecided(key);
    return typeof inner === "object" && inner !== null ? guard(inner, below(key)) : inner;
  };
  const guarded = new Proxy<T>(value, {
    get: read,
    ownKeys: (target) => {
      if (unknown.some((path) => path.length === 1)) throw new Undecided("keys");
      return Reflect.ownKeys(target);
    },
  });
  guards.set(guarded, { target: value, isUnknown });
  return guarded;
}

/** Runs a rule, and ends it quietly where it hangs on a mistaken value. */
export function decide(rule: () => void): void {
  try {
    rule();
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
  }
}

/** Runs a rule for each entry of a mapping that is not mistaken, each by itself. */
export function eachKnown<T>(
  record: Readonly<Record<string, T>>,
  rule: (key: string, value: T) => void,
): void {
  const { target, isUnknown } = guards.get(record) ?? { target: record, isUnknown: () => false };
  for (const key of Object.keys(target)) {
    if (!isUnknown(key)) decide(() => rule(key, record[key] as T));
  }
}
