import data from "./instance-offerings.json" with { type: "json" };

const regions: Readonly<Record<string, { readonly families: string; readonly types: string }>> = data.regions;

interface Offering {
  readonly families: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
}

const decoded = new Map<string, Offering>();

/**
 * Whether a region offers an instance type, in at least one of its zones; undefined for a region that is not in the
 * table. Source and date are in the table.
 */
export function isOffered(region: string, type: string): boolean | undefined {
  const row = Object.hasOwn(regions, region) ? regions[region] : undefined;
  if (row === undefined) return undefined;
  let offering = decoded.get(region);
  if (offering === undefined) {
    offering = { families: new Set(row.families.split(" ")), types: new Set(row.types.split(" ")) };
    decoded.set(region, offering);
  }
  if (offering.types.has(type)) return true;
  return offering.families.has(type.slice(0, type.indexOf("."))) && !offering.types.has(`-${type}`);
}
