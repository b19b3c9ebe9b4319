import { instanceTypeNames } from "@aip/facts/instance-types.ts";

/** Types of the same family, for a message about one that does not exist; empty where the family does not either. */
export function suggestTypes(name: string): string {
  const family = `${name.split(".")[0]}.`;
  const siblings = instanceTypeNames.filter((type) => type.startsWith(family));
  return siblings.length === 0 ? "" : `; of that family: ${siblings.join(", ")}`;
}
