import { createHash } from "node:crypto";
import type { Severity, Violation } from "../api.ts";
import type { ListedRule } from "../rule-list.ts";
import { type Report, shortName } from "./summary.ts";

/** What code scanning of GitHub sorts by (https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning). */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

const levelOf = ({ enforcement, severity }: Violation): "error" | "warning" | "note" => {
  if (enforcement === "mandatory") return "error";
  return severity === "low" ? "note" : "warning";
};

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const rule = (entry: ListedRule) => ({
  id: entry.name,
  name: entry.name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase()),
  shortDescription: { text: sentence(entry.title) },
  fullDescription: { text: sentence(`${sentence(entry.title)} ${entry.reasoning}`) },
  help: {
    text: entry.remediation.join("\n"),
    markdown: entry.remediation.map((step) => `- ${step}`).join("\n"),
  },
  helpUri: entry.url,
  properties: {
    tags: ["security", entry.family, ...entry.frameworks],
    "security-severity": securitySeverity[entry.severity],
    precision: "high",
  },
});

/**
 * Findings as SARIF 2.1.0, which code scanning shows in pull requests. A waived finding is there, suppressed.
 *
 * @param file The file that was checked, as a path relative to the repository: where findings are shown.
 */
export function formatSarif(report: Report, rules: readonly ListedRule[], file: string): string {
  const indices = new Map(rules.map(({ name }, index) => [name, index]));
  const results = report.violations.map((violation) => ({
    ruleId: violation.policy,
    ...(indices.has(violation.policy) ? { ruleIndex: indices.get(violation.policy) } : {}),
    level: levelOf(violation),
    message: { text: `${shortName(violation.urn)}: ${violation.message}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: encodeURI(file) }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: violation.urn, kind: "resource" }],
      },
    ],
    partialFingerprints: {
      ruleAndResource: createHash("sha256")
        .update(`${violation.policy} ${violation.urn} ${violation.message}`)
        .digest("hex"),
    },
    ...(violation.waiver === null
      ? {}
      : {
          suppressions: [
            {
              kind: "external",
              status: "accepted",
              justification: `${violation.waiver.reason} (${violation.waiver.owner}, until ${violation.waiver.expires})`,
            },
          ],
        }),
  }));
  const sarif = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "aip policy check", rules: rules.map(rule) } },
        results,
      },
    ],
  };
  return `${JSON.stringify(sarif, null, 2)}\n`;
}
