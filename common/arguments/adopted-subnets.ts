import type { Problems } from "../problems.ts";

type IdsByZone = Readonly<Record<string, string>>;

/** The subnets of a VPC that exists already, by tier and zone. */
export interface AdoptedSubnets {
  /**
   * Ids of public subnets by zone name. Some zones may have none, and all where nothing is reached from the internet.
   */
  readonly publicSubnetIds: IdsByZone;
  /** Ids of the subnets of nodes by zone name: two zones or more, the same as those of the databases. */
  readonly privateSubnetIds: IdsByZone;
  /** Ids of the subnets of databases by zone name: two zones or more, the same as the private ones. */
  readonly databaseSubnetIds: IdsByZone;
  /** Ids of subnets for pods alone by zone name. Default: none, and pods share the private subnets. */
  readonly podSubnetIds?: IdsByZone;
}

/**
 * Reports tiers that are not in the zones of the private one, of which there are two or more.
 *
 * @returns The zones, sorted.
 */
export function checkAdoptedSubnets(subnets: AdoptedSubnets, problems: Problems): readonly string[] {
  const zones = Object.keys(subnets.privateSubnetIds).sort();
  if (zones.length < 2) problems.add("privateSubnetIds", zones, "subnets in at least 2 zones");
  const { publicSubnetIds, databaseSubnetIds, podSubnetIds = {} } = subnets;
  for (const [argument, ids] of Object.entries({ publicSubnetIds, databaseSubnetIds, podSubnetIds })) {
    const found = Object.keys(ids).sort();
    if (found.length === 0 && argument !== "databaseSubnetIds") continue;
    if (found.join() !== zones.join()) {
      problems.add(argument, found, `the zones of privateSubnetIds: ${zones.join(", ")}`);
    }
  }
  return zones;
}
