import transferData from "./data-transfer.json" with { type: "json" };
import type { Figure, Grade } from "./figure.ts";
import data from "./unit-prices.json" with { type: "json" };

type Rows = Readonly<
  Record<string, { usd: number; unit: string; date: string; grade: string; source: string }>
>;

/** The name of a unit price, such as `vpc.natGateway.hour`. */
export type ServicePrice = keyof (typeof data.regions)["us-east-1"];

const regions: Readonly<Record<string, Rows>> = data.regions;
const everyRegion: Rows = data.everyRegion;

/** The names of all unit prices. */
export const servicePriceNames = Object.keys(data.regions["us-east-1"]) as readonly ServicePrice[];

/** The price of one unit of a service in a region; undefined where it is not known. */
export function servicePrice(region: string, name: ServicePrice): Figure | undefined {
  const row = regions[region]?.[name] ?? (isCommercial(region) ? everyRegion[name] : undefined);
  return row && { ...row, grade: row.grade as Grade };
}

const isCommercial = (region: string): boolean => !/^(cn|us-gov|us-iso)/.test(region);

/** What a GB costs on its way out of a region. */
export interface TransferPrices {
  /** To the internet: GB a month up to which a price holds, and the price. */
  readonly internet: readonly { readonly upToGB: number; readonly figure: Figure }[];
  readonly toOtherRegions: Figure;
  /** Between zones: what is paid on each of the two sides. */
  readonly betweenZones: Figure;
}

const transfers: Readonly<Record<string, readonly (number | null)[]>> = transferData.regions;

/** The prices of data that leaves a region or a zone; undefined where they are not known. */
export function transferPrices(region: string): TransferPrices | undefined {
  const row = transfers[region];
  if (row === undefined) return undefined;
  const { source, date, unit } = transferData;
  const figure = (usd: number): Figure => ({ usd, unit, source, date, grade: transferData.grade as Grade });
  const [first, next40, next100, above, toOtherRegions, betweenZones] = row;
  if (first == null || toOtherRegions == null || betweenZones == null) return undefined;
  const steps: readonly [number, number | null | undefined][] = [
    [10_240, first],
    [51_200, next40],
    [153_600, next100],
    [Number.POSITIVE_INFINITY, above ?? next100],
  ];
  return {
    internet: steps.flatMap(([upToGB, usd]) => (usd == null ? [] : [{ upToGB, figure: figure(usd) }])),
    toOtherRegions: figure(toOtherRegions),
    betweenZones: figure(betweenZones),
  };
}
