import type { WaiverEntry } from "@aip/policies/configuration.ts";
import type { ListedRule } from "@aip/policies/rule-list.ts";

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How many types are listed one by one; more are counted by module. */
const mostTypes = 12;
/** How many modules are listed one by one. */
const mostModules = 30;
const lineLength = 118;

/** The text in lines, the later ones indented; a word longer than a line has one for itself. */
function wrapped(text: string, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > lineLength) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join("\n");
}

/** A default with room to break its line. */
const shown = (value: unknown): string => JSON.stringify(value).replaceAll('","', '", "');

const item = (text: string): string => wrapped(`- ${text}`, "  ");

/**
 * The page of the documentation that holds all rules. `aip policy list --markdown docs/policies.md` writes it.
 *
 * @param waivers What is waived for objects of charts, chart by chart.
 */
export function ruleListMarkdown(rules: readonly ListedRule[], waivers: readonly WaiverEntry[]): string {
  const families = Map.groupBy(rules, ({ family }) => family);
  const sections = [...families].map(([family, members]) =>
    [`## ${capital(family.replaceAll("-", " "))}`, ...members.map(entry)].join("\n\n"),
  );
  return [
    "# Policies",
    "",
    wrapped(
      `The ${rules.length} rules of the pack, as \`aip policy list\` prints them. Each is in the file ` +
        "`policies/rules/<family>/<name>.ts`. This page is generated; a test keeps it true.",
    ),
    "",
    `${[...sections, waiverSection(waivers)].join("\n\n")}\n`,
  ].join("\n");
}

function waiverSection(waivers: readonly WaiverEntry[]): string {
  const charts = Map.groupBy(waivers, ({ chart = "", resource }) => `\`${resource}\` of \`${chart}\``);
  return [
    "## Waivers of charts",
    wrapped(
      "What the platform's Helm charts do against a rule, and no value of theirs changes: by object and chart. Whatever else a " +
        "chart does against a mandatory rule stops a deployment.",
    ),
    ...[...charts].map(([objects, members]) =>
      [
        `### ${objects}`,
        "",
        ...members.map(({ rule, reason, owner, expires }) =>
          item(`\`${rule}\`: ${reason} (${owner}, until ${expires})`),
        ),
      ].join("\n"),
    ),
  ].join("\n\n");
}

function entry(rule: ListedRule): string {
  const settings = Object.entries(rule.settings).map(([key, setting]) =>
    wrapped(
      `    - \`${key}\` (${setting.type}, default \`${shown(setting.default)}\`): ${setting.description}`,
      "      ",
    ),
  );
  return [
    `### ${rule.name}`,
    "",
    wrapped(`${rule.title}. ${rule.reasoning}`),
    "",
    item(
      `Severity: ${rule.severity}; enforcement: ${rule.enforcement}${rule.waivable ? "" : "; cannot be waived"}`,
    ),
    ...(rule.frameworks.length > 0 ? [item(`Frameworks: ${rule.frameworks.join(", ")}`)] : []),
    ...(rule.types.length > 0 ? [item(`Looks at: ${typesOf(rule)}`)] : []),
    item(
      `Remediation: ${rule.remediation.join(" ")}${rule.remediates ? " The rule can do it by itself." : ""}`,
    ),
    ...(settings.length > 0 ? ["- Settings:", ...settings] : []),
    `- [Documentation](${rule.url})`,
  ].join("\n");
}

/** The types a rule looks at: each, else how many there are of each module, else how many there are. */
function typesOf({ types }: ListedRule): string {
  if (types.length <= mostTypes) return types.map((type) => `\`${type}\``).join(", ");
  const modules = Map.groupBy(types, (type) => type.split(/[:/]/).slice(0, 2).join(":"));
  const counts = [...modules].map(([module, { length }]) => `\`${module}\` ${length}`);
  return `${types.length} types, of ${counts.length > mostModules ? `${counts.length} modules` : counts.join(", ")}`;
}
