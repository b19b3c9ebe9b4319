import { isBlocking } from "../evaluate.ts";
import type { ListedRule } from "../rule-list.ts";
import { counts, type Report, shortName } from "./summary.ts";

// What XML 1.0 does not allow at all, escaped or not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const escaped = (text: string): string =>
  text
    .replace(illegal, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/\n/g, "&#10;");

const testCase = (name: string, rule: string, inner = ""): string =>
  inner === ""
    ? `    <testcase classname="${escaped(rule)}" name="${escaped(name)}"/>`
    : `    <testcase classname="${escaped(rule)}" name="${escaped(name)}">${inner}</testcase>`;

/**
 * Findings as a JUnit report, which CI systems show: one test for each rule that found nothing, one for each finding.
 * Mandatory findings are failures; advisory, waived and waiting ones are skipped, with the reason as message.
 *
 * @param rules the list of rules; rules that are switched off are left out.
 */
export function formatJunit(report: Report, rules: readonly ListedRule[]): string {
  const off = new Set(report.disabled.map(({ policy }) => policy));
  const spoken = new Set([...report.violations, ...report.deferred].map(({ policy }) => policy));
  const quiet = rules.filter(({ name }) => !off.has(name) && !spoken.has(name));
  const cases = [
    ...report.violations.map((violation) => {
      const message = escaped(violation.message);
      const type = escaped(violation.severity);
      if (isBlocking(violation)) {
        const text = escaped(`${violation.message}\n${violation.urn}\n${violation.frameworks.join("; ")}`);
        return testCase(
          shortName(violation.urn),
          violation.policy,
          `<failure type="${type}" message="${message}">${text}</failure>`,
        );
      }
      const waiver = violation.waiver;
      const why =
        waiver === null ? "advisory" : `waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`;
      const inner = `<skipped message="${escaped(`${why}. ${violation.message}`)}"/>`;
      return testCase(shortName(violation.urn), violation.policy, inner);
    }),
    ...report.deferred.map(({ policy, urn, property }) =>
      testCase(shortName(urn), policy, `<skipped message="${escaped(`${property} is not known yet`)}"/>`),
    ),
    ...quiet.map(({ name, title }) => testCase(title, name)),
  ];
  const { mandatory } = counts(report);
  const skipped = report.violations.length - mandatory + report.deferred.length;
  const totals = `tests="${cases.length}" failures="${mandatory}" errors="0" skipped="${skipped}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="aip policy check" ${totals}>`,
    `  <testsuite name="policies" ${totals}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}
