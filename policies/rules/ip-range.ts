import type { Value } from "@aip/common/value.ts";

/** Whether a CIDR block is the whole internet, or a half or quarter of it, which is how a check is tricked. */
export const isInternet = (cidr: string): boolean => {
  const length = Number(/\/(\d{1,3})$/.exec(cidr)?.[1] ?? "32");
  return length <= 2;
};

/** Whether any of the blocks is the internet. */
export const anyInternet = (...lists: readonly Value[]): boolean =>
  lists.some((list) => list.texts().some(isInternet));
