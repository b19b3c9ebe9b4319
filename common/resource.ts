/** A resource as a plan, a state or the engine knows it: what policies judge and what prices are worked out from. */
export interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent; empty where there is none. */
  readonly parent: string;
  readonly custom: boolean;
  readonly protect: boolean;
  /** URNs of all that it depends on, through properties or options. */
  readonly dependsOn: readonly string[];
  /** URNs each property depends on, where the source says so. Joins of resources are exact with it. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** Id, where it is known. */
  readonly id?: string;
  /**
   * Inputs; some may be unknown, marked as in `protocol.ts` or by a key that is there with `undefined`. Secrets are
   * plain values here: a message must never repeat a property's value blindly.
   */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The region the resource is made in: its own where it names one, else its provider's. */
  readonly region: string;
  /** Tags that its provider adds. */
  readonly defaultTags: Readonly<Record<string, string>>;
}
