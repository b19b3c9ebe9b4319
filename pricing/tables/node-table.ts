import type { Figure, Grade } from "./figure.ts";

/** Prices of machines by size, as the JSON files beside this one hold them: texts of names and numbers in turn. */
export interface NodeTableData {
  readonly source: string;
  readonly date: string;
  readonly unit: string;
  /** Grade of the base. */
  readonly grade: string;
  /** Prices in us-east-1: by family, size and price in turn. */
  readonly base: Readonly<Record<string, string>>;
  /** Other regions. Where a type has an exact price it holds; else the family's ratio to the base does. */
  readonly regions: Readonly<
    Record<
      string,
      {
        /** By grade: family and ratio in turn. */
        readonly ratios: Readonly<Record<string, string>>;
        /** By grade: type and price in turn. */
        readonly exact: Readonly<Record<string, string>>;
        /** Types of these families that the region does not have. */
        readonly absent?: string;
        /** Where the region's figures come from and of what day they are. Default: as the table's. */
        readonly source?: string;
        readonly date?: string;
      }
    >
  >;
}

export const baseRegion = "us-east-1";

interface Entry {
  readonly value: number;
  readonly grade: Grade;
}

interface Region {
  readonly ratios: ReadonlyMap<string, Entry>;
  readonly exact: ReadonlyMap<string, Entry>;
  readonly absent: ReadonlySet<string>;
  readonly source: string;
  readonly date: string;
}

/** Names and numbers in turn, as a map. */
export function pairs(text: string): [string, number][] {
  const words = text === "" ? [] : text.split(" ");
  const result: [string, number][] = [];
  for (let index = 0; index < words.length; index += 2) {
    result.push([words[index] ?? "", Number(words[index + 1])]);
  }
  return result;
}

function byGrade(texts: Readonly<Record<string, string>>): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const [grade, text] of Object.entries(texts)) {
    for (const [name, value] of pairs(text)) entries.set(name, { value, grade: grade as Grade });
  }
  return entries;
}

/** Reads a table; a family and a region are decoded when they are first asked for. */
export class NodeTable {
  readonly #data: NodeTableData;
  readonly #families = new Map<string, ReadonlyMap<string, number>>();
  readonly #regions = new Map<string, Region | undefined>();

  constructor(data: NodeTableData) {
    this.#data = data;
  }

  /** The price of a type such as `m7i.large`; undefined where it is not known. */
  price(region: string, type: string): Figure | undefined {
    if (region === baseRegion) return this.#figure(this.#base(type), this.#data.grade as Grade);
    const table = this.#region(region);
    if (table === undefined || table.absent.has(type)) return undefined;
    const exact = table.exact.get(type);
    if (exact) return this.#figure(exact.value, exact.grade, table);
    const base = this.#base(type);
    const ratio = table.ratios.get(type.slice(0, type.indexOf(".")));
    if (base === undefined || ratio === undefined) return undefined;
    return this.#figure(round(base * ratio.value), ratio.grade, table);
  }

  #base(type: string): number | undefined {
    const dot = type.indexOf(".");
    const family = type.slice(0, dot);
    let sizes = this.#families.get(family);
    if (sizes === undefined) {
      const text = Object.hasOwn(this.#data.base, family) ? (this.#data.base[family] ?? "") : "";
      sizes = new Map(pairs(text));
      this.#families.set(family, sizes);
    }
    return sizes.get(type.slice(dot + 1));
  }

  #region(name: string): Region | undefined {
    if (this.#regions.has(name)) return this.#regions.get(name);
    const data = Object.hasOwn(this.#data.regions, name) ? this.#data.regions[name] : undefined;
    const region = data && {
      ratios: byGrade(data.ratios),
      exact: byGrade(data.exact),
      absent: new Set(data.absent?.split(" ")),
      source: data.source ?? this.#data.source,
      date: data.date ?? this.#data.date,
    };
    this.#regions.set(name, region);
    return region;
  }

  #figure(
    usd: number | undefined,
    grade: Grade,
    { source, date }: { readonly source: string; readonly date: string } = this.#data,
  ): Figure | undefined {
    return usd === undefined ? undefined : { usd, unit: this.#data.unit, source, date, grade };
  }
}

const round = (usd: number): number => Math.round(usd * 1e6) / 1e6;
