import { blockContains, parseNetwork } from "../ipv4.ts";
import { patternOf } from "./patterns.ts";

/** Compares a value of the request with a value of the policy. */
export type Compare = (
  given: string,
  wanted: string,
  variable: ((name: string) => string | undefined) | undefined,
) => boolean;

type Variable = Parameters<Compare>[2];

const pattern =
  (wildcards: "none" | "everywhere" | "arn", ignoreCase = false): Compare =>
  (given, wanted, variable: Variable) =>
    patternOf(wanted, { wildcards, ignoreCase, ...(variable ? { variable } : {}) })?.test(given) ?? false;

const ordered =
  (read: (text: string) => number, holds: (given: number, wanted: number) => boolean): Compare =>
  (given, wanted) =>
    holds(read(given), read(wanted));

/** A number; NaN, with which no comparison holds, for anything else. */
const numeric = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));

/** A date of ISO 8601, or seconds since 1970. */
const date = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

const comparisons = (prefix: string, read: (text: string) => number): Readonly<Record<string, Compare>> => ({
  [`${prefix}Equals`]: ordered(read, (given, wanted) => given === wanted),
  [`${prefix}LessThan`]: ordered(read, (given, wanted) => given < wanted),
  [`${prefix}LessThanEquals`]: ordered(read, (given, wanted) => given <= wanted),
  [`${prefix}GreaterThan`]: ordered(read, (given, wanted) => given > wanted),
  [`${prefix}GreaterThanEquals`]: ordered(read, (given, wanted) => given >= wanted),
});

/** An address of IPv6 is within no block of IPv4, and blocks of IPv6 hold no address of IPv4. */
const within: Compare = (given, wanted) => {
  const [address, block] = [parseNetwork(given), parseNetwork(wanted)];
  return address !== undefined && block !== undefined && blockContains(block, address);
};

const arn = pattern("arn");

/**
 * The operators that say what has to match
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html, 2026-11-24).
 * `Null`, which asks whether a key is there, compares nothing.
 */
export const operators: Readonly<Record<string, Compare>> = {
  StringEquals: pattern("none"),
  StringEqualsIgnoreCase: pattern("none", true),
  StringLike: pattern("everywhere"),
  ArnEquals: arn,
  ArnLike: arn,
  ...comparisons("Numeric", numeric),
  ...comparisons("Date", date),
  Bool: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  BinaryEquals: (given, wanted) => given === wanted,
  IpAddress: within,
};

/** The operators that say what must not match, with the one each denies. */
export const negations: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NumericNotEquals: "NumericEquals",
  DateNotEquals: "DateEquals",
  NotIpAddress: "IpAddress",
};
