const factors: Readonly<Record<string, number>> = {
  "": 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A Kubernetes quantity such as `500m`, `64` or `10Gi`, in its base unit; undefined for anything else. */
export function quantity(raw: unknown): number | undefined {
  if (typeof raw === "number") return Number.isFinite(raw) ? raw : undefined;
  const match = typeof raw === "string" ? /^(\d+(?:\.\d+)?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/.exec(raw) : null;
  return match ? Number(match[1]) * (factors[match[2] ?? ""] ?? 1) : undefined;
}

/** A quantity of memory or storage in GiB. */
export const gibibytes = (raw: unknown): number | undefined => {
  const bytes = quantity(raw);
  return bytes === undefined ? undefined : bytes / 2 ** 30;
};
