import type { Figure } from "../tables/figure.ts";
import { ec2Price, elasticachePrice, opensearchPrice, type RdsEngine, rdsPrice } from "../tables/nodes.ts";
import {
  type ServicePrice,
  servicePrice,
  type TransferPrices,
  transferPrices,
} from "../tables/unit-prices.ts";
import type { Usage } from "../usage/usage.ts";
import { hoursPerMonth, type PriceItem } from "./report.ts";
import { serviceOf } from "./service-names.ts";

export interface ItemOptions {
  /** How many at the most. Default: as many as expected. `null`: there is no bound. */
  readonly maximum?: number | null;
  /** Price at the most, where growth means another kind of unit. Default: the same. */
  readonly maximumFigure?: Figure | undefined;
  /** Part of the price that is expected to be paid, 0 to 1. The maximum is computed with all of it. Default: 1. */
  readonly factor?: number;
  /** `usage` where the number is an assumption about use. Default: as the method says. */
  readonly kind?: PriceItem["kind"] | undefined;
}

/** The bill of one resource, as its pricer writes it. */
export class Sheet {
  readonly items: PriceItem[] = [];
  readonly unknown: string[] = [];
  readonly region: string;
  readonly usage: Usage;

  constructor(region: string, usage: Usage) {
    this.region = region;
    this.usage = usage;
  }

  /** Units that are billed by the hour. */
  hourly(
    service: string,
    what: string,
    figure: Figure | undefined,
    count: number,
    options?: ItemOptions,
  ): void {
    this.#add("fixed", service, what, figure, count, hoursPerMonth, options);
  }

  /** Units whose number is an assumption about usage. */
  used(
    service: string,
    what: string,
    figure: Figure | undefined,
    count: number,
    options?: ItemOptions,
  ): void {
    this.#add("usage", service, what, figure, count, 1, options);
  }

  /** A service's unit price: by the hour where the name of the price ends so, by the month otherwise. */
  service(name: ServicePrice, what: string, count: number, options?: ItemOptions): void {
    this.#add("fixed", serviceOf(name), what, this.figure(name), count, unitsOf(name), options);
  }

  /** The same for what is an assumption about usage. */
  usedService(name: ServicePrice, what: string, count: number, options?: ItemOptions): void {
    this.#add("usage", serviceOf(name), what, this.figure(name), count, unitsOf(name), options);
  }

  /** Notes that a part of the price is not known. */
  missing(what: string): void {
    if (!this.unknown.includes(what)) this.unknown.push(what);
  }

  figure = (name: ServicePrice): Figure | undefined => this.#inRegion((region) => servicePrice(region, name));

  ec2 = (type: string): Figure | undefined => this.#inRegion((region) => ec2Price(region, type));

  cache = (node: string, engine: string): Figure | undefined =>
    this.#inRegion((region) => elasticachePrice(region, node, engine));

  search = (type: string): Figure | undefined => this.#inRegion((region) => opensearchPrice(region, type));

  database = (instanceClass: string, engine: RdsEngine): Figure | undefined =>
    this.#inRegion((region) => rdsPrice(region, instanceClass, engine));

  transfer = (): TransferPrices | undefined =>
    transferPrices(this.region) ??
    (this.usage.assumeRegion === undefined ? undefined : transferPrices(this.usage.assumeRegion));

  #inRegion(price: (region: string) => Figure | undefined): Figure | undefined {
    const figure = price(this.region);
    const { assumeRegion } = this.usage;
    if (figure !== undefined || assumeRegion === undefined) return figure;
    const other = price(assumeRegion);
    return other && { ...other, grade: "C", source: `${other.source}; the price of ${assumeRegion}` };
  }

  #add(
    usual: PriceItem["kind"],
    service: string,
    what: string,
    figure: Figure | undefined,
    count: number,
    units: number,
    { maximum = count, maximumFigure = figure, factor = 1, kind = usual }: ItemOptions = {},
  ): void {
    if (count === 0 && maximum === 0) return;
    if (figure === undefined) this.missing(`${what} in ${this.region}`);
    const known = figure === undefined ? null : figure.usd * factor;
    this.items.push({
      service,
      what,
      quantity: count * units,
      unit: figure?.unit ?? "",
      unitUsd: known,
      monthlyUsd: known === null ? null : known * count * units,
      maximumUsd: maximum === null || !maximumFigure ? null : maximumFigure.usd * maximum * units,
      kind,
      source: figure?.source ?? "",
      date: figure?.date ?? "",
      grade: figure?.grade ?? null,
    });
  }
}

const unitsOf = (name: ServicePrice): number => (/hour$/i.test(name) ? hoursPerMonth : 1);
