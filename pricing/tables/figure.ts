/**
 * How far a figure can be relied on. A: taken from the AWS Price List by a public project; A-: the same, older or
 * seen in part; B: derived and checked; C: a single or contested public source, not exact.
 */
export type Grade = "A" | "A-" | "B" | "C";

/** A list price in US dollars: on demand, without discounts, credits or tax. */
export interface Figure {
  readonly usd: number;
  /** What the price is of, such as `hour` or `GB-month`. */
  readonly unit: string;
  readonly source: string;
  /** Day the figure held, as an ISO date. */
  readonly date: string;
  readonly grade: Grade;
}

/** The less reliable of the grades. */
export const worst = (...grades: readonly Grade[]): Grade =>
  (["C", "B", "A-", "A"] as const).find((grade) => grades.includes(grade)) ?? "A";
