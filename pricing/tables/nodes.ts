import ec2Data from "./ec2.json" with { type: "json" };
import elasticacheData from "./elasticache.json" with { type: "json" };
import type { Figure, Grade } from "./figure.ts";
import { worst } from "./figure.ts";
import { baseRegion, NodeTable, pairs } from "./node-table.ts";
import opensearchData from "./opensearch.json" with { type: "json" };
import rdsData from "./rds.json" with { type: "json" };

const ec2 = new NodeTable(ec2Data);
const elasticache = new NodeTable(elasticacheData);
const opensearch = new NodeTable(opensearchData);

/** The hour of an EC2 instance on demand with Linux; undefined where the price is not known or the region lacks the type. */
export const ec2Price = (region: string, type: string): Figure | undefined => ec2.price(region, type);

/** The hour of a cache node such as `cache.t4g.small`. Engines: `redis`, `valkey`, `memcached`. */
export function elasticachePrice(region: string, node: string, engine: string): Figure | undefined {
  const figure = elasticache.price(region, node.replace(/^cache\./, ""));
  if (figure === undefined || engine !== "valkey") return figure;
  return { ...figure, usd: Math.round(figure.usd * 0.8 * 1e6) / 1e6 };
}

/** The hour of an OpenSearch node such as `r7g.large.search`. */
export const opensearchPrice = (region: string, type: string): Figure | undefined =>
  opensearch.price(region, type.replace(/\.(search|elasticsearch)$/, ""));

/** PostgreSQL and MySQL are priced apart, MariaDB as MySQL, and both Aurora engines alike. */
export type RdsEngine = "postgres" | "mysql" | "aurora";

type RdsTable = ReadonlyMap<string, { readonly usd: number; readonly grade: Grade }>;

const rdsTable = (grades: Readonly<Record<string, string>>): RdsTable =>
  new Map(
    Object.entries(grades).flatMap(([grade, text]) =>
      pairs(text).map(([type, usd]) => [type, { usd, grade: grade as Grade }] as const),
    ),
  );

let rdsTables: Readonly<Record<RdsEngine, RdsTable>> | undefined;

/**
 * The hour of a database instance in one zone, such as `db.t4g.small`; twice that over two zones.
 * Known in us-east-1 alone.
 */
export function rdsPrice(region: string, instanceClass: string, engine: RdsEngine): Figure | undefined {
  if (region !== baseRegion) return undefined;
  rdsTables ??= {
    postgres: rdsTable(rdsData.postgres),
    mysql: rdsTable(rdsData.mysql),
    aurora: rdsTable(rdsData.aurora),
  };
  const type = instanceClass.replace(/^db\./, "");
  const { unit, source, date } = rdsData;
  const exact = rdsTables[engine].get(type);
  if (exact) return { usd: exact.usd, unit, source, date, grade: exact.grade };
  const mysql = engine === "postgres" ? rdsTables.mysql.get(type) : undefined;
  if (mysql === undefined) return undefined;
  const factors: Readonly<Record<string, number>> = rdsData.postgresFactor;
  const factor = factors[type.slice(0, type.indexOf("."))] ?? rdsData.postgresFactor.other;
  const usd = Math.round(mysql.usd * factor * 1e4) / 1e4;
  return {
    usd,
    unit,
    source: `${source} ${rdsData.postgresNote}`,
    date,
    grade: worst(mysql.grade, factor === 1 ? "B" : "C"),
  };
}
