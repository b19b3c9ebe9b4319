/** An IPv4 block as its first address and its length in addresses. */
export interface Block {
  readonly first: number;
  readonly size: number;
  readonly prefix: number;
}

/** Reads `10.0.0.0/16`; `undefined` for anything that is not a block whose host bits are zero. */
export function parseBlock(text: unknown): Block | undefined {
  const match = typeof text === "string" ? /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(text) : null;
  if (!match) return undefined;
  const [a, b, c, d, prefix] = match.slice(1).map(Number) as [number, number, number, number, number];
  if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) return undefined;
  const first = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  const size = 2 ** (32 - prefix);
  return first % size === 0 ? { first, size, prefix } : undefined;
}

export const contains = (outer: Block, inner: Block): boolean =>
  inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;

export const overlaps = (one: Block, other: Block): boolean =>
  one.first < other.first + other.size && other.first < one.first + one.size;
