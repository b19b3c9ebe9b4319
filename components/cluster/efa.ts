import type { NodePool } from "@aip/common/arguments/node-pool.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface EfaInterface {
  readonly deviceIndex: number;
  readonly networkCardIndex: number;
  readonly interfaceType: "interface" | "efa-only";
}

/**
 * The network interfaces of a node with EFA: an ordinary one for pods and the API, and on each network card one for EFA
 * alone, which uses up no address (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html).
 */
export function efaInterfaces(pool: Pick<NodePool, "instanceTypes">): EfaInterface[] {
  const cards = pool.instanceTypes[0]?.efaInterfaces ?? 0;
  return [
    { networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" },
    ...Array.from({ length: cards }, (_, card) => ({
      networkCardIndex: card,
      deviceIndex: 1,
      interfaceType: "efa-only" as const,
    })),
  ];
}

export interface EfaNetworkArgs {
  /** VPC of the nodes. */
  readonly vpcId: pulumi.Input<string>;
  /** Cluster placement group of the nodes: one that is made here, one that exists, or none. Default: `own`. */
  readonly placementGroup?: NodePool["placementGroup"];
}

/**
 * What nodes need to talk over EFA: a cluster placement group, which keeps them close together in one zone, but for nodes of a
 * reservation, whose place is fixed; and a security group that lets them reach each other both ways by reference to itself, as
 * EFA's bypass of the kernel requires. Costs nothing.
 *
 * @example
 * import { EfaNetwork } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const efa = new EfaNetwork("training", { vpcId: new pulumi.Config().require("vpcId") });
 * export const placementGroup = efa.placementGroupName;
 */
export class EfaNetwork extends pulumi.ComponentResource {
  /** Undefined where the nodes are in no group. */
  readonly placementGroupName: pulumi.Output<string> | undefined;
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: EfaNetworkArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:cluster:EfaNetwork", name, {}, options);
    const parent = { parent: this };
    const group = new aws.ec2.SecurityGroup(
      `${name}-security-group`,
      { vpcId: args.vpcId, description: `EFA traffic within ${name}` },
      parent,
    );
    const rule = { securityGroupId: group.id, referencedSecurityGroupId: group.id, ipProtocol: "-1" };
    const description = "Nodes of the same pool";
    new aws.vpc.SecurityGroupIngressRule(`${name}-ingress`, { ...rule, description }, parent);
    new aws.vpc.SecurityGroupEgressRule(`${name}-egress`, { ...rule, description }, parent);
    this.placementGroupName = this.#placementGroup(name, args.placementGroup ?? "own");
    this.securityGroupId = group.id;
    this.registerOutputs({
      placementGroupName: this.placementGroupName,
      securityGroupId: this.securityGroupId,
    });
  }

  #placementGroup(
    name: string,
    group: NonNullable<EfaNetworkArgs["placementGroup"]>,
  ): pulumi.Output<string> | undefined {
    if (group === "none") return undefined;
    return group === "own"
      ? new aws.ec2.PlacementGroup(`${name}-placement`, { strategy: "cluster" }, { parent: this }).name
      : aws.ec2.PlacementGroup.get(
          `${name}-adopted-placement`,
          group.name,
          { name: group.name, strategy: "cluster" },
          { parent: this },
        ).name;
  }
}
