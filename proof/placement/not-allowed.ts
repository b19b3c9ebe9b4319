import { attempt } from "@aip/common/three-valued.ts";
import type { AdmittedPod } from "./admission.ts";
import type { NodeShape, PlannedPool } from "./node-pool.ts";
import { notSelected } from "./node-selection.ts";
import { keepingOff, taintText } from "./taints.ts";

/** What keeps a pod off every node of a shape, however empty: labels and taints. Empty where nothing does. */
export function notAllowed(admitted: AdmittedPod, pool: PlannedPool, shape: NodeShape): readonly string[] {
  const { value: missing, unknown } = attempt(() => notSelected(admitted, shape));
  const taints = keepingOff(pool.taints, admitted.tolerations);
  if (unknown && taints.length === 0) throw unknown;
  return [
    ...(missing === undefined ? [] : [`asks for nodes with ${missing}`]),
    ...taints.map((taint) => `does not tolerate the taint ${taintText(taint)}`),
  ];
}
