import { isRecord } from "@aip/common/records.ts";
import type { Enforcement } from "./api.ts";

/** A known and accepted exception. */
export interface WaiverEntry {
  /** Name of the rule. */
  readonly rule: string;
  /** URN or name of the resources it is for; `*` matches any text. */
  readonly resource: string;
  /**
   * Name of the chart's resource where it is for objects that a chart renders: `resource` is then `<namespace>/<name>` of the
   * objects, or the name alone of those without a namespace. Default: it is for resources of any kind.
   */
  readonly chart?: string | undefined;
  /** Why the finding is accepted. */
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** ISO date; the waiver holds through this day. */
  readonly expires: string;
}

/** The section `policies` of an environment file. */
export interface PolicyConfiguration {
  /** Enforcement by name of rule, where it differs from the rule's own. */
  readonly enforcement: Readonly<Record<string, Enforcement>>;
  /** Settings by name of rule. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Names of rules that may correct resources by themselves before the engine creates them. */
  readonly remediate: readonly string[];
  /** Not checked yet: a waiver with a mistake is a finding, not an error. */
  readonly waivers: readonly unknown[];
}

export const noConfiguration: PolicyConfiguration = {
  enforcement: {},
  settings: {},
  remediate: [],
  waivers: [],
};

const levels: ReadonlySet<unknown> = new Set<Enforcement>(["advisory", "mandatory", "disabled"]);

export interface ReadConfiguration {
  readonly configuration: PolicyConfiguration;
  /** What could not be understood, with its path. It is left out of the configuration. */
  readonly problems: readonly string[];
}

/**
 * Reads the section from where no schema has checked it: the configuration of any stack the pack runs on. Never throws;
 * what cannot be understood is listed as a problem.
 */
export function readConfiguration(raw: unknown): ReadConfiguration {
  if (raw === undefined || raw === null) return { configuration: noConfiguration, problems: [] };
  if (!isRecord(raw)) return { configuration: noConfiguration, problems: ["expected a mapping"] };
  const problems: string[] = [];
  const section = (key: string): Record<string, unknown> => {
    const value = raw[key] ?? {};
    if (isRecord(value)) return value;
    problems.push(`${key}: expected a mapping`);
    return {};
  };
  const list = (key: string): unknown[] => {
    const value = raw[key] ?? [];
    if (Array.isArray(value)) return value;
    problems.push(`${key}: expected a list`);
    return [];
  };
  const keep = <T>(
    path: string,
    values: Record<string, unknown>,
    is: (value: unknown) => boolean,
    expected: string,
  ) =>
    Object.fromEntries(
      Object.entries(values).filter(([key, value]) => {
        if (is(value)) return true;
        problems.push(`${path}.${key}: expected ${expected}`);
        return false;
      }),
    ) as Record<string, T>;

  const known = ["enforcement", "settings", "remediate", "waivers"];
  for (const key of Object.keys(raw)) {
    if (!known.includes(key)) problems.push(`${key}: expected one of ${known.join(", ")}`);
  }
  const remediate = list("remediate");
  if (remediate.some((name) => typeof name !== "string")) problems.push("remediate: expected names of rules");
  return {
    configuration: {
      enforcement: keep<Enforcement>(
        "enforcement",
        section("enforcement"),
        (value) => levels.has(value),
        "advisory, mandatory or disabled",
      ),
      settings: keep<Record<string, unknown>>("settings", section("settings"), isRecord, "a mapping"),
      remediate: remediate.filter((name) => typeof name === "string"),
      waivers: list("waivers"),
    },
    problems,
  };
}
