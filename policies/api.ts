/** What policies answer: shared by the plan, the CrossGuard pack and the reports. */

export type Severity = "low" | "medium" | "high" | "critical";

/** `mandatory` stops a preview and makes a plan fail; `advisory` is only reported; `disabled` is switched off, and listed so. */
export type Enforcement = "advisory" | "mandatory" | "disabled";

export interface Waiver {
  readonly reason: string;
  readonly owner: string;
  /** ISO date; the waiver holds through this day. */
  readonly expires: string;
}

/** A finding, as the plan file has it. */
export interface Violation {
  readonly policy: string;
  readonly enforcement: "advisory" | "mandatory";
  readonly severity: Severity;
  readonly urn: string;
  /** What is wrong, and what to do. */
  readonly message: string;
  readonly frameworks: readonly string[];
  readonly waiver: Waiver | null;
}
