import { Value } from "@aip/common/value.ts";
import type { PricingContext } from "../model/pricer.ts";
import type { Sheet } from "../model/sheet.ts";
import { addDisks } from "./ebs.ts";
import { gibibytes } from "./quantity.ts";

/** What the driver of a storage class makes: a disk of its own, or room in something that is priced elsewhere. */
function storageClass(name: string | undefined, context: PricingContext): { disk: boolean; type: string } {
  const found = context
    .ofType("kubernetes:storage.k8s.io/v1:StorageClass")
    .map(({ inputs }) => Value.of(inputs))
    .find((inputs) => inputs.at("metadata", "name").raw() === name);
  if (found === undefined) return { disk: true, type: "gp3" };
  return {
    disk: /ebs/.test(found.at("provisioner").text() ?? ""),
    type: found.at("parameters", "type").text() ?? "gp3",
  };
}

/** A claim's spec, or its size in GiB and class where they are apart. */
export type Claim = Value | { readonly size: number; readonly storageClass: string | undefined };

/** Puts the disks on a sheet that a claim makes, once for each copy of what holds the claim. */
export function addClaim(sheet: Sheet, claim: Claim, copies: number, context: PricingContext): void {
  const size =
    claim instanceof Value ? gibibytes(claim.at("resources", "requests", "storage").raw()) : claim.size;
  if (size === undefined || copies === 0) return;
  const name = claim instanceof Value ? claim.at("storageClassName").text() : claim.storageClass;
  const { disk, type } = storageClass(name, context);
  if (disk) addDisks(sheet, "Persistent volumes", { size, type, iops: 0, throughput: 0 }, copies, copies);
}
