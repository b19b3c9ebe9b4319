import { awsInvokes, awsModels } from "./aws/index.ts";
import { Cloud } from "./core/cloud.ts";
import type { Invokes, Models } from "./core/model.ts";
import { MemoryStore, type Store } from "./core/store.ts";
import { kubernetesModels } from "./kubernetes/index.ts";
import { randomModels } from "./random/index.ts";
import { vaultModels } from "./vault/index.ts";

const models: Models = { ...awsModels, ...kubernetesModels, ...vaultModels, ...randomModels };
const invokes: Invokes = { ...awsInvokes };

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
    models,
    invokes,
  });
}
