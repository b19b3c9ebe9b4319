import type { PolicyResource } from "../api.ts";
import type { Value } from "../value.ts";
import type { Sheet } from "./sheet.ts";

/** The resources around the one being priced. */
export interface Surroundings {
  /** Day the prices are of, as an ISO date. */
  readonly today: string;
  /** Whether resources in sight have this one as their parent. */
  hasChildren(resource: PolicyResource): boolean;
  ofType(type: string): readonly PolicyResource[];
  /** The resource of a type that this one depends on; where it depends on several, the one with the id or name. */
  referred(resource: PolicyResource, type: string, idOrName?: string): PolicyResource | undefined;
}

/** Writes the bill of one resource. Reading an unknown value ends it; what stands on the sheet by then is kept. */
export type Pricer = (
  inputs: Value,
  sheet: Sheet,
  resource: PolicyResource,
  surroundings: Surroundings,
) => void;

export type Pricers = Readonly<Record<string, Pricer>>;
