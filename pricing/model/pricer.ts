import type { Resource } from "@aip/common/resource.ts";
import type { Value } from "@aip/common/value.ts";
import type { Sheet } from "./sheet.ts";

/** The resources around the one being priced. */
export interface PricingContext {
  /** Day the prices are of, as an ISO date. */
  readonly today: string;
  /** Whether resources in sight have this one as their parent. */
  hasChildren(resource: Resource): boolean;
  ofType(type: string): readonly Resource[];
  /** The resource of a type that this one depends on; where it depends on several, the one with the id or name. */
  referred(resource: Resource, type: string, idOrName?: string): Resource | undefined;
}

/** Writes the bill of one resource. Reading an unknown value ends it; what is on the sheet by then is kept. */
export type Pricer = (inputs: Value, sheet: Sheet, resource: Resource, context: PricingContext) => void;

export type Pricers = Readonly<Record<string, Pricer>>;
