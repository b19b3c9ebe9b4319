import { quantity as read } from "@aip/common/quantity.ts";

/** A Kubernetes quantity such as `500m`, `64` or `10Gi`, in its base unit; undefined for anything else. */
export function quantity(raw: unknown): number | undefined {
  if (typeof raw === "number") return Number.isFinite(raw) ? raw : undefined;
  return typeof raw === "string" ? read(raw) : undefined;
}

/** A quantity of memory or storage in GiB. */
export const gibibytes = (raw: unknown): number | undefined => {
  const bytes = quantity(raw);
  return bytes === undefined ? undefined : bytes / 2 ** 30;
};
