import { contracts, endpoint, layerNames, type ServiceName, services } from "@aip/contracts";
import { currentEnvironment } from "@aip/environments";

/**
 * The catalogue: reads what every layer hands over, so that one that is missing or out of date shows here, and exports
 * the address of every service by its subdomain. It owns no resource.
 */
export default async function catalogue(): Promise<Record<string, string>> {
  const environment = currentEnvironment();
  for (const layer of layerNames) await contracts[layer].consume();
  return Object.fromEntries(
    Object.entries(services).map(([service, { subdomain }]) => [
      `${subdomain}Url`,
      endpoint(service as ServiceName, environment),
    ]),
  );
}
