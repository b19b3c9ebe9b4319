import { isRecord } from "@aip/common/records.ts";

/** The one call of the Price List API that is needed, as the AWS SDK's client makes it. */
export interface PriceList {
  getProducts(request: {
    readonly ServiceCode: string;
    readonly Filters: readonly {
      readonly Type: "TERM_MATCH";
      readonly Field: string;
      readonly Value: string;
    }[];
    readonly NextToken?: string;
  }): Promise<{ readonly PriceList?: readonly unknown[]; readonly NextToken?: string }>;
}

/** A product with its price on demand for the first unit. */
export interface Product {
  readonly attributes: Readonly<Record<string, string>>;
  readonly usd: number;
  readonly unit: string;
}

const values = (value: unknown): unknown[] => (isRecord(value) ? Object.values(value) : []);

/** Reads one entry of the list; undefined where it has no price on demand in US dollars. */
export function readProduct(entry: unknown): Product | undefined {
  const parsed: unknown = typeof entry === "string" ? JSON.parse(entry) : entry;
  if (!isRecord(parsed) || !isRecord(parsed.product) || !isRecord(parsed.terms)) return undefined;
  const dimensions = values(parsed.terms.OnDemand).flatMap((term) =>
    isRecord(term) ? values(term.priceDimensions) : [],
  );
  // Where a price falls with the quantity, the first tier is what a small user pays; free tiers are passed over.
  const prices = dimensions
    .filter(isRecord)
    .map(({ beginRange, pricePerUnit, unit }) => ({
      from: Number(beginRange ?? 0),
      usd: Number(isRecord(pricePerUnit) ? pricePerUnit.USD : Number.NaN),
      unit: String(unit ?? ""),
    }))
    .filter(({ usd }) => usd > 0)
    .sort((a, b) => a.from - b.from);
  const [first] = prices;
  if (first === undefined) return undefined;
  const attributes = isRecord(parsed.product.attributes) ? parsed.product.attributes : {};
  return {
    attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)])),
    usd: first.usd,
    unit: first.unit,
  };
}

/** All products of a service that match, over all pages. */
export async function products(
  list: PriceList,
  service: string,
  filters: Readonly<Record<string, string>>,
): Promise<Product[]> {
  const found: Product[] = [];
  let token: string | undefined;
  do {
    const page = await list.getProducts({
      ServiceCode: service,
      Filters: Object.entries(filters).map(([Field, Value]) => ({ Type: "TERM_MATCH", Field, Value })),
      ...(token === undefined ? {} : { NextToken: token }),
    });
    for (const entry of page.PriceList ?? []) {
      const product = readProduct(entry);
      if (product) found.push(product);
    }
    token = page.NextToken || undefined;
  } while (token !== undefined);
  return found;
}
