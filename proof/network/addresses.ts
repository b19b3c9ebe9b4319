import type { World } from "../world/world.ts";

/** IPv4 blocks of the subnets with this tag, the ones of one zone and the others. */
const blocks = (world: World, key: string, value: string): string[] =>
  world.stack
    .ofType("aws:ec2/subnet:Subnet")
    .filter((subnet) => subnet.at("tags", key).text() === value)
    .flatMap((subnet) => subnet.at("cidrBlock").text() ?? []);

/**
 * Where pods get their addresses: of the subnets that are for pods alone, and of those of their nodes
 * (https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html).
 */
export const podBlocks = (world: World): string[] => [
  ...blocks(world, "Tier", "pods"),
  ...blocks(world, "Tier", "private"),
];

/** Where load balancers of the cluster get their addresses: by the role that their controller looks for. */
export const balancerBlocks = (world: World, exposure: "internal" | "internet"): string[] =>
  blocks(world, exposure === "internal" ? "kubernetes.io/role/internal-elb" : "kubernetes.io/role/elb", "1");

/** Where nodes get theirs. */
export const nodeBlocks = (world: World): string[] => blocks(world, "Tier", "private");

export const databaseBlocks = (world: World): string[] => blocks(world, "Tier", "database");

/** An address outside of the VPC, for what has no fixed one: RFC 5737 keeps it for documentation. */
export const outsideAddress = "203.0.113.10";
