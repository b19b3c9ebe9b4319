import type { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";

/** Families with GPUs, Inferentia or Trainium chips: g4dn, g5, g6e, gr6, p4d, p5en, p6-b200, inf2, trn1n, dl1, vt1. */
const accelerated =
  /^(g\d+[a-z]*|gr\d+[a-z]*|p\d+[a-z]*(-[a-z0-9]+)?|inf\d+|trn\d+[a-z]*|dl\d+[a-z]*|vt\d+)\./;
const families = /^(g\d+[a-z]*|gr\d+[a-z]*|p\d+[a-z]*(-[a-z0-9]+)?|inf\d+|trn\d+[a-z]*|dl\d+[a-z]*|vt\d+)$/;

export const isAccelerated = (instanceType: string): boolean => accelerated.test(instanceType);
export const isAcceleratedFamily = (family: string): boolean => families.test(family);

/** Machine images of EKS that exist only for accelerated nodes. */
const acceleratedImage = /NVIDIA|NEURON|_GPU$/;

/** Whether a managed node group is of GPU nodes, as far as its own properties say. */
export function drawsGpus(view: ResourceView): boolean {
  const image = view.at("amiType");
  const types = view.at("instanceTypes");
  const byImage = !image.isUnknown && acceleratedImage.test(image.text() ?? "");
  const byType = !types.isUnknown && types.texts().some(isAccelerated);
  return byImage || byType;
}

/** Resources of a container that mean whole accelerators or slices of one. */
export const acceleratorResource =
  /^(nvidia\.com\/(gpu|mig-.+)|aws\.amazon\.com\/neuron(core|device)?|amd\.com\/gpu)$/;

/** How many accelerators a set of limits or requests names. */
export const acceleratorsIn = (quantities: Value): number =>
  quantities
    .entries()
    .filter(([name]) => acceleratorResource.test(name))
    .reduce((sum, [, value]) => sum + (value.number() ?? 0), 0);
