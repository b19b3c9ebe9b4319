import type { SheetRow } from "@aip/proof/conformance/finding.ts";
import { stringify } from "yaml";
import aip from "../package.json" with { type: "json" };

/** How many of the rows of a level are met, such as `6 of 9 MUST`. */
const counted = (rows: readonly SheetRow[], level: SheetRow["level"]): string => {
  const own = rows.filter((row) => row.level === level);
  return `${own.filter(({ status }) => status === "Implemented").length} of ${own.length} ${level}`;
};

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** The sheet as a page in Markdown. */
export function sheetMarkdown(environment: string, version: string, rows: readonly SheetRow[]): string {
  const lines = rows.map(
    ({ requirement, level, status, proof, evidence, notes }) =>
      `| ${requirement.id} | ${level} | ${status} | ${proof} | ${cell(evidence.join(", "))} | ${cell(notes)} |`,
  );
  return [
    `# Kubernetes AI Conformance ${version}: ${environment}`,
    "",
    `Implemented: ${counted(rows, "MUST")}, ${counted(rows, "SHOULD")}. \`plan\`: decided on the planned objects; ` +
      "`control plane`: shown by a test with nodes that are objects alone; `needs hardware`: planned right, not shown.",
    "",
    "| requirement | level | status | by | evidence | notes |",
    "| --- | --- | --- | --- | --- | --- |",
    ...lines,
    "",
  ].join("\n");
}

/** The sheet in the form of a submission: PRODUCT.yaml of cncf/k8s-ai-conformance. What only a vendor can say is left out. */
export function productSheet(environment: string, version: string, rows: readonly SheetRow[]): string {
  const sections = Object.groupBy(rows, ({ requirement }) => requirement.section);
  const spec = Object.entries(sections).map(([section, own]) => [
    section,
    (own ?? []).map(({ requirement, level, status, proof, evidence, notes }) => ({
      id: requirement.id,
      description: requirement.asks,
      level,
      status,
      evidence: [...evidence],
      notes: `Known by: ${proof}.${notes === "" ? "" : ` ${notes}`}`,
    })),
  ]);
  return stringify({
    metadata: {
      kubernetesVersion: `v${version}`,
      platformName: `AI platform, environment ${environment}`,
      platformVersion: aip.version,
      description: aip.description,
    },
    spec: Object.fromEntries(spec),
  });
}
