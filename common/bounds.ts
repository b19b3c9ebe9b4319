import type { Path, Problems } from "./problems.ts";

/** How large a whole number may be. */
export interface Bounds {
  readonly least: number;
  /** Default: no bound. */
  readonly most?: number;
  /** What is counted, as in "3 GiB". */
  readonly unit: string;
}

/** What bounds allow, as the rest of a sentence after "allowed:". */
export const boundsAllowed = ({ least, most, unit }: Bounds): string =>
  most === undefined ? `a whole number of ${unit}, ${least} or more` : `${least} to ${most} ${unit}`;

/** Whether a number is whole and in its bounds. */
export const isWithin = (value: number, { least, most = Number.POSITIVE_INFINITY }: Bounds): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** Adds a problem where a number is not whole or out of its bounds; one that is not given has a default. */
export function checkBounds(
  path: string | Path,
  value: number | undefined,
  bounds: Bounds,
  problems: Problems,
): void {
  if (value !== undefined && !isWithin(value, bounds)) problems.add(path, value, boundsAllowed(bounds));
}
