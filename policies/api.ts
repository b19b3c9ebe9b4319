/** What policies are told and what they answer: shared by the plan, the CrossGuard pack and the price model. */

export type Severity = "low" | "medium" | "high" | "critical";

/** `mandatory` stops a preview and makes a plan fail; `advisory` only tells; `disabled` is switched off, and listed so. */
export type Enforcement = "advisory" | "mandatory" | "disabled";

/** A resource as policies see it. Secrets are plain values here: a message must never repeat a property's value blindly. */
export interface PolicyResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly custom: boolean;
  readonly protect: boolean;
  /** URNs of all that it depends on, through properties or options. */
  readonly dependsOn: readonly string[];
  /** URNs each property depends on, where the source tells. Joins of resources are exact with it. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** Id, where it is known. */
  readonly id?: string;
  /** Inputs; with the raw SDK at preview some may be unknown. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The region the resource is made in: its own where it names one, else its provider's. */
  readonly region: string;
  /** Tags that its provider adds. */
  readonly defaultTags: Readonly<Record<string, string>>;
}

export interface Waiver {
  readonly reason: string;
  readonly owner: string;
  /** ISO date; the waiver holds through this day. */
  readonly expires: string;
}

/** A finding, as it stands in the plan file. */
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
