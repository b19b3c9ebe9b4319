import type { NodePool } from "@aip/common/arguments/node-pool.ts";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type EfaNetwork, efaInterfaces } from "./efa.ts";
import { userData } from "./user-data.ts";

export interface LaunchTemplateArgs {
  readonly pool: NodePool;
  /** Of nodes whose interfaces are listed one by one; otherwise EKS adds it. */
  readonly securityGroupId: pulumi.Input<string>;
  /** Tags of instances, volumes and interfaces, which a provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
  readonly efa: EfaNetwork | undefined;
}

/** The volume that holds images and pods. */
export const diskDevice = (pool: NodePool): string =>
  pool.operatingSystem === "bottlerocket" ? "/dev/xvdb" : "/dev/xvda";

/** gp3 gives 3,000 IOPS and 125 MiB/s at no price; large images of accelerated pools want more throughput (about 19 USD a month). */
export const diskThroughput = (pool: NodePool): number => (pool.accelerator === "none" ? 125 : 600);

/**
 * How a managed group launches its nodes: metadata service version 2 within one hop, so that no pod can take the node's
 * role; encrypted gp3; tags on all that is launched; and what is bought, where that is a reservation or a Capacity Block.
 */
export function launchTemplate(
  name: string,
  args: LaunchTemplateArgs,
  parent: pulumi.Resource,
): aws.ec2.LaunchTemplate {
  const { pool, efa } = args;
  const [reservation] = pool.reservations;
  const [capacity] = pool.capacity;
  const tags = { ...args.tags, Name: name };
  return new aws.ec2.LaunchTemplate(
    name,
    {
      updateDefaultVersion: true,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: diskDevice(pool),
          ebs: {
            volumeType: "gp3",
            volumeSize: pool.diskGiB,
            throughput: diskThroughput(pool),
            iops: 3000,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
        // Bottlerocket keeps its system on a volume of its own.
        ...(pool.operatingSystem === "bottlerocket"
          ? [
              {
                deviceName: "/dev/xvda",
                ebs: { volumeType: "gp3", volumeSize: 4, encrypted: "true", deleteOnTermination: "true" },
              },
            ]
          : []),
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags,
      })),
      userData: Buffer.from(userData(pool, "managed")).toString("base64"),
      // A Capacity Block wants its one type here, not on the group.
      ...(capacity === "capacityBlock"
        ? {
            instanceType: pool.instanceTypes[0]?.name ?? "",
            instanceMarketOptions: { marketType: "capacity-block" },
          }
        : {}),
      ...(reservation === undefined
        ? {}
        : {
            capacityReservationSpecification: {
              capacityReservationTarget: { capacityReservationId: reservation },
            },
          }),
      ...(efa === undefined
        ? {}
        : {
            ...(efa.placementGroupName === undefined
              ? {}
              : { placement: { groupName: efa.placementGroupName } }),
            networkInterfaces: efaInterfaces(pool).map((networkInterface) => ({
              ...networkInterface,
              securityGroups: [args.securityGroupId, efa.securityGroupId],
              deleteOnTermination: "true",
            })),
          }),
    },
    { parent },
  );
}
