import { awsInvokes, awsModels } from "./aws/index.ts";
import { Cloud } from "./core/cloud.ts";
import { MemoryStore, type Store } from "./core/store.ts";

export interface SimulatedCloudOptions {
  readonly region: string;
  /** What the cloud remembers. Default: an empty memory. */
  readonly store?: Store;
}

/** The simulated AWS and Kubernetes, with every type the platform uses. */
export function simulatedCloud(options: SimulatedCloudOptions): Cloud {
  return new Cloud({
    region: options.region,
    store: options.store ?? new MemoryStore(),
    models: awsModels,
    invokes: awsInvokes,
  });
}
