import { zonesOf } from "@aip/facts/zones.ts";
import type { Environment } from "./schema/index.ts";

/** Names of the zones that an environment's network spans. */
export function networkZones({
  region,
  network,
}: Pick<Environment, "region" | "network">): readonly string[] {
  const { existing, zoneNames, zones } = network;
  if (existing) return Object.keys(existing.privateSubnetIds).sort();
  return zoneNames ?? zonesOf(region).slice(0, zones);
}
