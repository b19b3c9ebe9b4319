import { type NodePool, resolveNodePool } from "@aip/common/arguments/node-pool.ts";
import { platformName } from "@aip/common/names.ts";
import { contracts } from "@aip/contracts";
import { currentEnvironment, type Environment } from "@aip/environments";

type Network = Awaited<ReturnType<typeof contracts.network.consume>>;

export interface ClusterConfig {
  readonly environment: Environment;
  readonly settings: Environment["cluster"];
  readonly network: Network;
  /** Name of the cluster in AWS, which IAM conditions and the log group repeat. */
  readonly clusterName: string;
  /** The node pools of the environment file, checked. */
  readonly pools: readonly NodePool[];
  readonly deletionProtection: boolean;
}

/**
 * Every input of the cluster layer.
 *
 * @throws InvalidEnvironment naming everything wrong with the environment file, the node pools in it included.
 */
export async function readConfig(): Promise<ClusterConfig> {
  const environment = currentEnvironment();
  const settings = environment.cluster;
  const network = await contracts.network.consume();
  const context = {
    kubernetesVersion: settings.kubernetesVersion,
    zones: Object.keys(network.privateSubnetIds).sort(),
    gpuSoftware: settings.gpu.software,
    autoMode: settings.autoMode,
  };
  return {
    environment,
    settings,
    network,
    clusterName: platformName(environment.name),
    pools: Object.entries(settings.nodePools).map(([name, pool]) => resolveNodePool(name, pool, context)),
    deletionProtection: settings.deletionProtection ?? environment.profile === "production",
  };
}
