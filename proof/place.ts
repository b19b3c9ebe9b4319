import { parseUrn } from "@aip/common/urn.ts";

/**
 * A resource as its maintainer would look for it: the component that makes it, with its name and layer, and the resource.
 *
 * @example placeOf(urn); // aip:ml:Mlflow in stacks/ml-services, resource mlflow-network
 */
export function placeOf(urn: string): string {
  const { project, qualifiedType, name } = parseUrn(urn);
  const component = qualifiedType.split("$").find((type) => type.startsWith("aip:"));
  const chart = qualifiedType.includes("kubernetes:helm.sh/v4:Chart$") ? "chart object" : "resource";
  return [component === undefined ? "" : `${component} in `, `stacks/${project}, ${chart} ${name}`].join("");
}
