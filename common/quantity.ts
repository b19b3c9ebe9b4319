const units: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A Kubernetes quantity as a number: cores for `500m`, bytes for `4Gi`; `undefined` for anything that is none. */
export function quantity(text: string): number | undefined {
  const match = /^(\d+(?:\.\d*)?|\.\d+)(?:(n|u|m|k|[MGTPE]i?|Ki)|[eE]([+-]?\d+))?$/.exec(text);
  if (!match) return undefined;
  return (
    Number(match[1]) * (match[3] === undefined ? (units[match[2] ?? ""] as number) : 10 ** Number(match[3]))
  );
}
