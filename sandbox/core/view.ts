import type { Properties } from "./properties.ts";

/** What a resource is once the simulated cloud has it. */
export interface CloudRecord {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** How often a resource of this URN was made anew while the one before still existed; 0 for the first. */
  readonly generation: number;
}

/** What a change of inputs means for a resource. */
export interface Changes {
  readonly changed: readonly string[];
  readonly replaced: readonly string[];
  /** Whether the successor would have the id of the one it replaces, so that the old one has to go first. */
  readonly deleteFirst: boolean;
}

/** What models may ask of the cloud while they check or compute. */
export interface CloudView {
  readonly account: string;
  readonly region: string;
  /** Whether an id or an ARN names something. */
  has(identifier: string): boolean;
  /** The resource with this id or ARN. */
  find(identifier: string): CloudRecord | undefined;
  /** The resource of this type with this id; unlike `find` it distinguishes ids that several types use. */
  read(id: string, type: string): CloudRecord | undefined;
  /** All resources of a type. */
  all(type: string): CloudRecord[];
}

/** A view of the cloud that remembers whether anything was asked about its resources. */
export function watched(cloud: CloudView): { cloud: CloudView; consulted: () => boolean } {
  let consulted = false;
  const watch = <Args extends unknown[], Result>(ask: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      consulted = true;
      return ask(...args);
    };
  };
  const view: CloudView = {
    account: cloud.account,
    region: cloud.region,
    has: watch((identifier: string) => cloud.has(identifier)),
    find: watch((identifier: string) => cloud.find(identifier)),
    read: watch((id: string, type: string) => cloud.read(id, type)),
    all: watch((type: string) => cloud.all(type)),
  };
  return { cloud: view, consulted: () => consulted };
}
