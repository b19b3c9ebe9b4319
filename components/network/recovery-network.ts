import * as pulumi from "@pulumi/pulumi";
import { VpcEndpoints } from "./endpoints.ts";
import { createLogKey } from "./log-key.ts";
import { NetworkLogging } from "./logging.ts";
import { Network, type NetworkArgs } from "./network.ts";

export interface RecoveryNetworkArgs extends NetworkArgs {
  /** The second region, which is that of the provider. */
  readonly region: string;
  /** Days until a flow log is deleted, 1 or more. */
  readonly retentionDays: number;
}

/**
 * A network in a second region, with its own key and logs because neither crosses regions, for what is brought up
 * there when the first one is lost. Give it a provider of that region.
 *
 * Price: without NAT 1 USD a month for the key (https://aws.amazon.com/kms/pricing/), and that of its logs.
 *
 * @throws InvalidInput listing every problem of the address plan.
 *
 * @example
 * import { RecoveryNetwork } from "@aip/components";
 * import * as aws from "@pulumi/aws";
 *
 * const region = "us-west-2";
 * const provider = new aws.Provider("recovery", { region });
 * new RecoveryNetwork(
 *   "recovery",
 *   {
 *     region,
 *     vpcCidr: "10.1.0.0/16",
 *     zones: ["us-west-2a", "us-west-2b"],
 *     nat: "none",
 *     retentionDays: 90,
 *   },
 *   { provider },
 * );
 */
export class RecoveryNetwork extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly privateSubnetIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: RecoveryNetworkArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:network:RecoveryNetwork", name, {}, options);
    const parent = { parent: this };
    const { region, retentionDays, ...networkArgs } = args;
    const network = new Network(`${name}-network`, networkArgs, parent);
    const key = createLogKey(name, { region, description: "Logs of the recovery network" }, parent);
    new NetworkLogging(
      `${name}-logging`,
      { vpcId: network.vpcId, keyArn: key.arn, destination: "s3", retentionDays },
      parent,
    );
    new VpcEndpoints(
      `${name}-endpoints`,
      {
        region,
        vpcId: network.vpcId,
        vpcCidrs: network.vpcCidrs,
        routeTableIds: network.routeTableIds,
        subnetIds: network.privateSubnetIds,
      },
      parent,
    );
    this.vpcId = network.vpcId;
    this.privateSubnetIds = network.privateSubnetIds;
    this.registerOutputs({ vpcId: this.vpcId, privateSubnetIds: this.privateSubnetIds });
  }
}
