/**
 * How the addresses of a VPC are dealt out, and the limits that AWS sets. The layout never changes for a VPC that
 * exists: a subnet that moved would be replaced with everything in it.
 */

/** Sizes that a VPC of the platform may have. AWS allows /16 to /28; below /22 six zones no longer fit. */
export const vpcPrefix = { largest: 16, smallest: 22 } as const;

/** AWS allows subnets of /16 to /28 (https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html). */
export const subnetPrefix = { largest: 16, smallest: 28 } as const;

/** First four addresses and the last of each subnet belong to AWS (same source). */
export const reservedAddresses = 5;

/** IPv4 blocks of one VPC, the first included, before a quota increase (VPC quota L-83CA0A9D). */
export const blocksPerVpc = 5;

/** A block has eight equal slots: one for each zone letter, a to f, and two that stay free. */
export const slotBits = 3;
export const zoneLetters = "abcdef";

/**
 * A subnet's place within the slot of its zone: how many bits longer its prefix is, and which block of that length.
 * Half for nodes, a quarter for load balancers and NAT, an eighth for databases; the last eighth holds the smallest
 * possible subnet for a Transit Gateway, and is free otherwise.
 */
export const tiers = {
  private: { bits: 1, index: 0 },
  public: { bits: 2, index: 2 },
  database: { bits: 3, index: 6 },
} as const satisfies Record<string, { readonly bits: number; readonly index: number }>;

/**
 * Where pods get their addresses: shared address space that no corporate network routes, so that every cluster may
 * use the same (RFC 6598; https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html).
 */
export const podSpace = "100.64.0.0/10";

/** Sizes of a pod range: /16 gives a zone 8,187 addresses, /19 gives 1,019. */
export const podPrefix = { largest: 16, smallest: 19 } as const;
