import { z } from "zod";

const ruleName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)+$/, "expected the name of a rule; `aip policy list` names all");

/** The policies section. */
export const policies = z.strictObject({
  /**
   * How rules are enforced where it differs from their own: `mandatory` fails a plan, `advisory` reports,
   * `disabled` is switched off and listed so. Default: each rule's own for the environment's profile.
   */
  enforcement: z.record(ruleName, z.enum(["advisory", "mandatory", "disabled"])).default({}),
  /** Settings of rules, by the rule's name. Default: each rule's own. */
  settings: z.record(ruleName, z.record(z.string(), z.unknown())).default({}),
  /** Rules that may change resources before the engine creates them. Default: none; rules only report. */
  remediate: z.array(ruleName).default([]),
  /**
   * Findings that are known and accepted: each names the rule, the resources (URN or name, `*` for any text), reason,
   * owner and expiry. One that is incomplete, expired or unused is a finding itself. Default: none.
   */
  waivers: z
    .array(
      z.strictObject({
        /** Name of the rule. */
        rule: ruleName,
        /** URN or name of the resources; `*` matches any text. */
        resource: z.string().min(1, "expected a URN or a name, with * for any text"),
        /**
         * The Helm chart that renders the objects, by the name of its resource; `resource` is then `<namespace>/<name>` of
         * the objects. Default: the waiver is for resources of any kind.
         */
        chart: z.string().min(1, "expected the name of a chart's resource").optional(),
        /** Why the finding is accepted. */
        reason: z.string().min(1, "expected why the finding is accepted"),
        /** Who answers for it. */
        owner: z.string().min(1, "expected a team or a person"),
        /** The waiver holds through this day; at most 366 days ahead. */
        expires: z.iso.date("expected a date such as 2027-01-31"),
      }),
    )
    .default([]),
});
