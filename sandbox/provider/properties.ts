import { reveal } from "../core/secrets.ts";

/**
 * How the engine marks values that are not known before something is created, one for each kind of value
 * (sdk/go/common/resource/plugin/rpc.go).
 */
const unknowns = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** A value that is not known yet, of any kind. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const isUnknown = (value: unknown): boolean => typeof value === "string" && unknowns.has(value);

/** Values as the simulated cloud takes them: no secret marks, `undefined` where a value is not known. */
export function plain(value: unknown): unknown {
  return withoutUnknowns(reveal(value));
}

function withoutUnknowns(value: unknown): unknown {
  if (isUnknown(value)) return undefined;
  if (Array.isArray(value)) return value.map(withoutUnknowns);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutUnknowns(item)]));
  }
  return value;
}

/**
 * What the cloud filled in, added to what was given: secret marks and unknown values of the given inputs stay as they
 * are.
 */
export function fillIn(given: unknown, filled: unknown): unknown {
  if (!isPlainObject(given) || !isPlainObject(filled)) return given;
  const added = Object.entries(filled).filter(([key, value]) => !(key in given) && value !== undefined);
  return {
    ...Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, key in filled ? fillIn(value, filled[key]) : value]),
    ),
    ...Object.fromEntries(added),
  };
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);
