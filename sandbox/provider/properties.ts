import { unknownSentinels } from "@aip/common/protocol.ts";
import { isRecord } from "@aip/common/records.ts";
import { reveal } from "../core/secrets.ts";

/** Values as the simulated cloud takes them: no secret marks, `undefined` where a value is not known. */
export function plain(value: unknown): unknown {
  return withoutUnknowns(reveal(value));
}

/** Whether a value that is not known yet is anywhere inside. */
export function holdsUnknown(value: unknown): boolean {
  if (unknownSentinels.has(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}

function withoutUnknowns(value: unknown): unknown {
  if (unknownSentinels.has(value)) return undefined;
  if (Array.isArray(value)) return value.map(withoutUnknowns);
  if (isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutUnknowns(item)]));
  }
  return value;
}

/**
 * What the cloud filled in, added to what was given: secret marks and unknown values of the given inputs stay as they
 * are.
 */
export function fillIn(given: unknown, filled: unknown): unknown {
  if (!isRecord(given) || !isRecord(filled)) return given;
  const added = Object.entries(filled).filter(([key, value]) => !(key in given) && value !== undefined);
  return {
    ...Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, key in filled ? fillIn(value, filled[key]) : value]),
    ),
    ...Object.fromEntries(added),
  };
}
