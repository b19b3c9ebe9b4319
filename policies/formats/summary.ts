import { parseUrn } from "@aip/common/urn.ts";
import type { Violation } from "../api.ts";
import { isBlocking } from "../evaluate.ts";

/** What the formats are given: the findings, and what could not be said yet. */
export interface Report {
  readonly violations: readonly Violation[];
  readonly deferred: readonly { readonly policy: string; readonly urn: string; readonly property: string }[];
  /** Rules that are switched off. */
  readonly disabled: readonly { readonly policy: string }[];
}

export interface Counts {
  readonly mandatory: number;
  readonly advisory: number;
  readonly waived: number;
  readonly deferred: number;
  readonly disabled: number;
}

export const counts = ({ violations, deferred, disabled }: Report): Counts => {
  const mandatory = violations.filter(isBlocking).length;
  const waived = violations.filter(({ waiver }) => waiver !== null).length;
  return {
    mandatory,
    waived,
    advisory: violations.length - mandatory - waived,
    deferred: deferred.length,
    disabled: disabled.length,
  };
};

/** The last part of a URN, and the type before it: `data-lake (aws:s3/bucket:Bucket)`. */
export function shortName(urn: string): string {
  const { name, type } = parseUrn(urn);
  return name === "" ? urn : `${name} (${type})`;
}
