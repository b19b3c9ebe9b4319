import { contracts, layerNames } from "@aip/contracts";
import { currentEnvironment } from "@aip/environments";
import { addresses } from "@aip/services";

/**
 * The catalogue: reads what every layer hands over, so that one that is missing or out of date shows here, and exports
 * the address of every service that is on, by its subdomain. It owns no resource.
 */
export default async function catalogue(): Promise<Record<string, string>> {
  const environment = currentEnvironment();
  for (const layer of layerNames) await contracts[layer].consume();
  return Object.fromEntries(
    addresses(environment).map(({ service, url }) => [`${service.subdomain}Url`, url]),
  );
}
