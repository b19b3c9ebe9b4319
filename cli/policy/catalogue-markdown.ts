import type { CatalogueEntry } from "@aip/policies/catalogue.ts";

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The page of the documentation that holds all rules. `aip policy list --markdown docs/policies.md` writes it. */
export function catalogueMarkdown(rules: readonly CatalogueEntry[]): string {
  const families = Map.groupBy(rules, ({ family }) => family);
  const sections = [...families].map(([family, members]) =>
    [`## ${capital(family.replaceAll("-", " "))}`, ...members.map(entry)].join("\n\n"),
  );
  return [
    "# Policies",
    "",
    `The ${rules.length} rules of the pack, as \`aip policy list\` prints them. This page is generated; a test keeps it true.`,
    "",
    `${sections.join("\n\n")}\n`,
  ].join("\n");
}

function entry(rule: CatalogueEntry): string {
  const settings = Object.entries(rule.settings).map(
    ([key, setting]) =>
      `    - \`${key}\` (${setting.type}, default \`${JSON.stringify(setting.default)}\`): ${setting.description}`,
  );
  return [
    `### ${rule.name}`,
    "",
    `${rule.title}. ${rule.reasoning}`,
    "",
    `- Severity: ${rule.severity}; enforcement: ${rule.enforcement}${rule.waivable ? "" : "; cannot be waived"}`,
    ...(rule.frameworks.length > 0 ? [`- Frameworks: ${rule.frameworks.join(", ")}`] : []),
    ...(rule.types.length > 0 ? [`- Looks at: ${rule.types.map((type) => `\`${type}\``).join(", ")}`] : []),
    `- To mend it: ${rule.remediation.join(" ")}${rule.remediates ? " The rule can do it by itself." : ""}`,
    ...(settings.length > 0 ? ["- Settings:", ...settings] : []),
    `- [Documentation](${rule.url})`,
  ].join("\n");
}
