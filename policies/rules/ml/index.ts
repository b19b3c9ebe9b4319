import type { Rule } from "../../rule.ts";
import { mlEndpointRedundant } from "./ml-endpoint-redundant.ts";
import { mlGpuPoolBounded } from "./ml-gpu-pool-bounded.ts";
import { mlGpuPoolEmpties } from "./ml-gpu-pool-empties.ts";
import { mlGpuPoolTainted } from "./ml-gpu-pool-tainted.ts";
import { mlModelBucketVersioned } from "./ml-model-bucket-versioned.ts";
import { mlNotebookCulled } from "./ml-notebook-culled.ts";
import { mlNotebookPrivate } from "./ml-notebook-private.ts";
import { mlServingAutoscaled } from "./ml-serving-autoscaled.ts";
import { mlTrainingBounded } from "./ml-training-bounded.ts";

export const mlRules: readonly Rule[] = [
  mlEndpointRedundant,
  mlGpuPoolBounded,
  mlGpuPoolEmpties,
  mlGpuPoolTainted,
  mlModelBucketVersioned,
  mlNotebookCulled,
  mlNotebookPrivate,
  mlServingAutoscaled,
  mlTrainingBounded,
];
