import { quantity } from "@aip/common/quantity.ts";
import type { Value } from "@aip/common/value.ts";

/** Amounts by the name of the resource, as the scheduler counts them: CPU in millicores, else bytes, devices or pods. */
export type Amounts = Readonly<Record<string, number>>;

const gibibyte = 2 ** 30;

/** Whether a resource is counted in bytes. */
const inBytes = (resource: string): boolean =>
  /^(memory|ephemeral-storage|storage|hugepages-.*)$/.test(resource);

/** An amount of a resource, rounded up as Kubernetes does; undefined where it is no quantity. */
export function amount(resource: string, value: Value): number | undefined {
  const found = value.number() ?? quantity(value.text() ?? "");
  if (found === undefined) return undefined;
  const exact = resource === "cpu" ? found * 1000 : found;
  // Binary fractions of decimal quantities come out a little too high: 1.001 x 1000.
  return Math.ceil(Number(exact.toFixed(6)));
}

/** A mapping of quantities such as `requests`; what is no quantity is left out. */
export const readAmounts = (mapping: Value): Amounts =>
  Object.fromEntries(
    mapping.entries().flatMap(([resource, value]) => {
      const found = amount(resource, value);
      return found === undefined ? [] : [[resource, found]];
    }),
  );

const combine = (a: Amounts, b: Amounts, each: (x: number, y: number) => number): Amounts =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, each(a[key] ?? 0, b[key] ?? 0)]),
  );

export const plus = (a: Amounts, b: Amounts): Amounts => combine(a, b, (x, y) => x + y);

export const minus = (a: Amounts, b: Amounts): Amounts => combine(a, b, (x, y) => x - y);

/** The greater of each. */
export const greater = (a: Amounts, b: Amounts): Amounts => combine(a, b, Math.max);

export const times = (a: Amounts, factor: number): Amounts =>
  Object.fromEntries(Object.entries(a).map(([key, value]) => [key, value * factor]));

export const sumOf = (all: readonly Amounts[]): Amounts => all.reduce(plus, {});

/** The resources of which more is asked for than there is. */
export const shortages = (asked: Amounts, there: Amounts): readonly string[] =>
  Object.keys(asked).filter((key) => (asked[key] ?? 0) > 0 && (asked[key] ?? 0) > (there[key] ?? 0));

const rounded = (value: number): string => String(Math.round(value * 1000) / 1000);

/** An amount in the unit people use: `1.5 cpu`, `3 GiB memory`, `1 nvidia.com/gpu`. */
export function described(resource: string, value: number): string {
  if (resource === "cpu" || resource.endsWith(".cpu")) return `${rounded(value / 1000)} ${resource}`;
  if (inBytes(resource.replace(/^(requests|limits)\./, "")))
    return `${rounded(value / gibibyte)} GiB ${resource}`;
  return `${rounded(value)} ${resource}`;
}
