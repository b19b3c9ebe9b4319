const units: Readonly<Record<string, number>> = {
  "": 1,
  m: 1e-3,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** A Kubernetes quantity as a number: cores for `500m`, bytes for `4Gi`; `undefined` for anything that is none. */
export function quantity(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(m|Ki|Mi|Gi|Ti|Pi)?$/.exec(text);
  return match ? Number(match[1]) * (units[match[2] ?? ""] as number) : undefined;
}
