import { isRecord } from "@aip/common/records.ts";
import { urnName } from "@aip/common/urn.ts";
import type { Waiver } from "./api.ts";
import { type ChartObject, chartObject } from "./chart-object.ts";
import type { WaiverEntry } from "./configuration.ts";
import { isJourneyRuleName } from "./journey-rule.ts";
import type { RuleInfo } from "./rule.ts";

/** How far ahead a waiver may reach: an exception that holds for longer has become the rule. */
const longestDays = 366;
const soonDays = 14;
const day = 86_400_000;

const fields = ["rule", "resource", "reason", "owner", "expires"] as const;
const optionalFields = ["chart"];

/** A pattern as a regular expression: `*` matches any text, everything else itself. */
function glob(pattern: string): RegExp {
  const escaped = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`);
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

type WaivedRule = Pick<RuleInfo, "unwaivable" | "ofChange">;

/** What is wrong with a waiver, or nothing. */
function mistakes(
  raw: unknown,
  rules: ReadonlyMap<string, WaivedRule>,
  today: string,
  anyJourney: boolean,
): string[] {
  if (!isRecord(raw)) return ["expected a mapping"];
  const found = fields
    .filter((field) => typeof raw[field] !== "string" || (raw[field] as string).trim() === "")
    .map((field) => `${field} is missing`);
  for (const key of Object.keys(raw)) {
    if (![...fields, ...optionalFields].includes(key)) found.push(`${key} is not a field of a waiver`);
  }
  const { rule, expires, chart } = raw;
  if (chart !== undefined && (typeof chart !== "string" || chart.trim() === "")) {
    found.push("chart is no name of a chart's resource");
  }
  if (typeof rule === "string" && rule.trim() !== "") {
    const known = rules.get(rule);
    if (known === undefined) {
      if (!anyJourney || !isJourneyRuleName(rule)) found.push(`there is no rule ${rule}`);
    } else if (known.unwaivable) found.push(`${rule} cannot be waived`);
  }
  if (typeof expires === "string" && expires.trim() !== "") {
    if (!isDate(expires)) found.push("expires is no date such as 2027-01-31");
    else if (Date.parse(expires) - Date.parse(today) > longestDays * day) {
      found.push(`expires is more than ${longestDays} days ahead`);
    }
  }
  return found;
}

/** The engine reads a date without quotes as a moment; it is the day that was meant. */
function withDate(raw: unknown): unknown {
  if (!isRecord(raw) || typeof raw.expires !== "string") return raw;
  return { ...raw, expires: raw.expires.replace(/[T ]00:00:00(Z| \+0000 UTC)$/, "") };
}

interface Accepted {
  readonly entry: WaiverEntry;
  readonly label: string;
  readonly pattern: RegExp;
  /** Whether the rule judges a change, and finds nothing where there is none. */
  readonly ofChange: boolean;
  used: boolean;
}

/** What a waiver may be meant to cover: where there is none of it, nothing says that the waiver is unused. */
export interface Judged {
  /** Whether there was a change to judge. */
  readonly compared: boolean;
  /** URNs of all resources. */
  readonly urns: readonly string[];
  /** Whether a rule is enforced here at all. */
  readonly enforced: (rule: string) => boolean;
}

/** Whether the waiver is for an object of a chart. */
const isFor = ({ entry, pattern }: Accepted, object: ChartObject | undefined): boolean =>
  object !== undefined && object.chart === entry.chart && pattern.test(object.name);

export interface WaiverProblem {
  readonly label: string;
  readonly problem: string;
}

/** The waivers of an environment. Only complete and current ones cover anything. */
export class Waivers {
  readonly invalid: readonly WaiverProblem[];
  readonly expired: readonly WaiverProblem[];
  readonly expiringSoon: readonly WaiverProblem[];
  readonly #accepted: readonly Accepted[];
  readonly #anyJourney: boolean;

  /**
   * @param today ISO date of the run.
   * @param anyJourney Whether journeys are not proved here: their waivers are taken as they are, used or not.
   */
  constructor(
    entries: readonly unknown[],
    rules: ReadonlyMap<string, WaivedRule>,
    today: string,
    anyJourney: boolean,
  ) {
    this.#anyJourney = anyJourney;
    const invalid: WaiverProblem[] = [];
    const expired: WaiverProblem[] = [];
    const soon: WaiverProblem[] = [];
    const accepted: Accepted[] = [];
    for (const [index, given] of entries.entries()) {
      const raw = withDate(given);
      const found = mistakes(raw, rules, today, anyJourney);
      if (found.length > 0) {
        invalid.push({ label: `Waiver ${index + 1}`, problem: found.join("; ") });
        continue;
      }
      const entry = raw as WaiverEntry;
      const ofChange = rules.get(entry.rule)?.ofChange ?? false;
      const of = entry.chart === undefined ? "" : ` of chart ${entry.chart}`;
      const label = `Waiver of ${entry.rule} for ${entry.resource}${of}`;
      const left = Date.parse(entry.expires) - Date.parse(today);
      if (left < 0) {
        expired.push({ label, problem: `expired on ${entry.expires}; its owner is ${entry.owner}` });
        continue;
      }
      if (left <= soonDays * day) {
        soon.push({ label, problem: `expires on ${entry.expires}; its owner is ${entry.owner}` });
      }
      accepted.push({ entry, label, pattern: glob(entry.resource), ofChange, used: false });
    }
    this.invalid = invalid;
    this.expired = expired;
    this.expiringSoon = soon;
    this.#accepted = accepted;
  }

  /**
   * The waiver that covers a finding, if any. Remembers that it was used.
   *
   * @param step What the finding is about, where that is the step of a journey.
   */
  cover(rule: string, urn: string, step?: string): Waiver | null {
    const subjects = [urn, urnName(urn), ...(step === undefined ? [] : [step])];
    const object = chartObject(urn);
    const waiver = this.#accepted.find((accepted) => {
      const { entry, pattern } = accepted;
      if (entry.rule !== rule) return false;
      return entry.chart === undefined
        ? subjects.some((subject) => pattern.test(subject))
        : isFor(accepted, object);
    });
    if (waiver === undefined) return null;
    waiver.used = true;
    const { reason, owner, expires } = waiver.entry;
    return { reason, owner, expires };
  }

  /**
   * The waivers that have covered nothing so far. Left out are those of rules on changes where there was none, and those for
   * objects of a chart where the rule is off or no such object is there: charts are not opened on every machine.
   */
  unused({ compared, urns, enforced }: Judged): readonly WaiverProblem[] {
    const objects = urns.map(chartObject);
    return this.#accepted
      .filter(({ used, ofChange }) => !used && (compared || !ofChange))
      .filter(
        (accepted) =>
          accepted.entry.chart === undefined ||
          (enforced(accepted.entry.rule) && objects.some((object) => isFor(accepted, object))),
      )
      .filter(({ entry }) => !this.#anyJourney || !isJourneyRuleName(entry.rule))
      .map(({ label, entry }) => ({ label, problem: `covers no finding; its owner is ${entry.owner}` }));
  }
}
