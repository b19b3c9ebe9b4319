import type { Value } from "@aip/common/value.ts";
import type { Pricer, Pricers, PricingContext } from "../model/pricer.ts";
import type { Sheet } from "../model/sheet.ts";
import { addClaim } from "./claims.ts";
import { gibibytes } from "./quantity.ts";

/** How many copies a section of a chart's values starts. */
function copiesOf(section: Value): number {
  const cluster = section.at("ha");
  if (cluster.at("replicas").isSet && cluster.at("enabled").flag() !== false) {
    return cluster.at("replicas").number() ?? 1;
  }
  return section.at("replicas").number() ?? 1;
}

const diskKeys: ReadonlySet<string> = new Set(["persistence", "dataStorage", "auditStorage"]);

/** Deeper than charts nest their values. */
const deepest = 8;

/** Puts the disks on the sheet that a section of values asks for, and those of the sections inside it. */
function addDisksOf(sheet: Sheet, section: Value, context: PricingContext, depth = 0): void {
  if (depth > deepest) return;
  for (const [key, value] of section.entries()) {
    if (value.isUnknown) continue;
    const claim = value.at("volumeClaimTemplate", "spec");
    if (claim.isSet) {
      addClaim(sheet, claim, copiesOf(section), context);
    } else if (diskKeys.has(key)) {
      const size = value.at("enabled").flag() === false ? undefined : gibibytes(value.at("size").raw());
      const name = value.at("storageClass").text() ?? value.at("storageClassName").text();
      if (size !== undefined) addClaim(sheet, { size, storageClass: name }, copiesOf(section), context);
    } else {
      addDisksOf(sheet, value, context, depth + 1);
    }
  }
}

/**
 * A chart whose objects are not in sight, as where no Helm renders it: priced by the disks its values ask for. What a
 * chart asks for by its own defaults is not seen. With its objects in sight they carry the price.
 */
const chart: Pricer = (inputs, sheet, resource, context) => {
  if (context.hasChildren(resource)) return;
  addDisksOf(sheet, inputs.at("values"), context);
};

export const charts: Pricers = {
  "kubernetes:helm.sh/v4:Chart": chart,
  "kubernetes:helm.sh/v3:Release": chart,
};
