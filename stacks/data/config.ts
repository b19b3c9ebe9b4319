import { type Consumed, contracts } from "@aip/contracts";
import { currentEnvironment, type Environment } from "@aip/environments";

export interface DataConfig {
  readonly environment: Environment;
  readonly network: Consumed<typeof contracts.network.shape, never>;
  readonly cluster: Consumed<typeof contracts.cluster.shape, never>;
}

/** Every input of the data layer. */
export async function readConfig(): Promise<DataConfig> {
  return {
    environment: currentEnvironment(),
    network: await contracts.network.consume(),
    cluster: await contracts.cluster.consume(),
  };
}
