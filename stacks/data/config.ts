import { contracts, type Outputs } from "@aip/contracts";
import { currentEnvironment, type Environment } from "@aip/environments";
import { databasesOf, imagesOf, isOn } from "@aip/services";
import { feast } from "@aip/services/feast.ts";

export interface DataConfig {
  readonly environment: Environment;
  readonly network: Outputs<typeof contracts.network>;
  readonly cluster: Outputs<typeof contracts.cluster>;
  /** Names of the databases: those of the services that are on, and those that the environment adds. */
  readonly databases: readonly string[];
  /** Names of the images that get a repository. */
  readonly images: readonly string[];
  /** Whether something reads features online. */
  readonly hasOnlineStore: boolean;
}

/** Every input of the data layer. */
export async function readConfig(): Promise<DataConfig> {
  const environment = currentEnvironment();
  const { database, images } = environment.data;
  return {
    environment,
    network: await contracts.network.consume(),
    cluster: await contracts.cluster.consume(),
    databases: [...new Set([...databasesOf(environment), ...database.services])],
    images: [...new Set([...imagesOf(environment), ...images])],
    hasOnlineStore: isOn(feast, environment),
  };
}
