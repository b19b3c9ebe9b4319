/** The arithmetic of IPv4 blocks (RFC 4632), shared by environment files and components. */

/** A CIDR block whose host bits are zero. */
export interface Ipv4Block {
  /** The first address, as a number. */
  readonly first: number;
  readonly prefix: number;
}

/** Reads `10.0.0.0/16`; `undefined` for anything that is not a block with host bits of zero. */
export function parseBlock(text: unknown): Ipv4Block | undefined {
  const match =
    typeof text === "string" ? /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text) : null;
  if (!match) return undefined;
  const numbers = match.slice(1).map(Number);
  const prefix = numbers.pop() ?? 0;
  if (prefix > 32 || numbers.some((octet) => octet > 255)) return undefined;
  const first = numbers.reduce((address, octet) => address * 256 + octet, 0);
  return first % 2 ** (32 - prefix) === 0 ? { first, prefix } : undefined;
}

/**
 * Reads an address (`10.0.0.1`), or a block whose host bits may be set (`10.0.0.1/24`), as Kubernetes and IAM take them;
 * `undefined` for anything else, so also for IPv6.
 */
export function parseNetwork(text: unknown): Ipv4Block | undefined {
  if (typeof text !== "string") return undefined;
  const [address = "", length = "32"] = text.split("/", 2);
  const host = parseBlock(`${address}/32`);
  const prefix = /^\d{1,2}$/.test(length) ? Number(length) : 33;
  if (!host || prefix > 32 || text.split("/").length > 2) return undefined;
  const size = 2 ** (32 - prefix);
  return { first: Math.floor(host.first / size) * size, prefix };
}

/** An address that is a number, as text. */
export const formatAddress = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");

export const formatBlock = ({ first, prefix }: Ipv4Block): string => `${formatAddress(first)}/${prefix}`;

/** How many addresses a block holds. */
export const sizeOf = (block: Ipv4Block): number => 2 ** (32 - block.prefix);

/** The block number `index` of those of length `prefix` that make up `block`, counted from 0. */
export const subBlock = (block: Ipv4Block, prefix: number, index: number): Ipv4Block => ({
  first: block.first + index * 2 ** (32 - prefix),
  prefix,
});

export const blockContains = (outer: Ipv4Block, inner: Ipv4Block): boolean =>
  inner.first >= outer.first && inner.first + sizeOf(inner) <= outer.first + sizeOf(outer);

export const blocksOverlap = (one: Ipv4Block, other: Ipv4Block): boolean =>
  blockContains(one, other) || blockContains(other, one);
