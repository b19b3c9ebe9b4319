import type { AdmittedPod } from "./admission.ts";
import type { NodeShape, PlannedPool } from "./node-pool.ts";
import { notSelected } from "./node-selection.ts";
import { keepingOff, taintText } from "./taints.ts";

/** What keeps a pod off every node of a shape, however empty: labels and taints. Empty where nothing does. */
export function notAllowed(admitted: AdmittedPod, pool: PlannedPool, shape: NodeShape): readonly string[] {
  const missing = notSelected(admitted, shape);
  return [
    ...(missing === undefined ? [] : [`asks for nodes with ${missing}`]),
    ...keepingOff(pool.taints, admitted.tolerations).map(
      (taint) => `does not tolerate the taint ${taintText(taint)}`,
    ),
  ];
}
