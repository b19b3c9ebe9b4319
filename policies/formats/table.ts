import type { Violation } from "../api.ts";
import { counts, type Report, shortName } from "./summary.ts";

const level = ({ waiver, enforcement }: Violation): string => (waiver === null ? enforcement : "waived");

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** Breaks a text between words. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/**
 * Findings as text: by rule, since one mistake is often made in many places.
 *
 * @param width Columns of the terminal. Default: 100.
 */
export function formatTable(report: Report, width = 100): string {
  const groups = new Map<string, Violation[]>();
  for (const violation of report.violations) {
    const key = `${level(violation)} ${violation.policy}`;
    groups.set(key, [...(groups.get(key) ?? []), violation]);
  }
  const lines: string[] = [];
  for (const found of groups.values()) {
    const [first] = found;
    if (first === undefined) continue;
    const frameworks = first.frameworks.length === 0 ? "" : `  [${first.frameworks.join("; ")}]`;
    lines.push(`${level(first).padEnd(9)} ${first.severity.padEnd(8)} ${first.policy}${frameworks}`);
    for (const { urn, message, waiver } of found) {
      lines.push(`  ${shortName(urn)}`, ...wrapped(message, width - 4).map((line) => `    ${line}`));
      if (waiver !== null)
        lines.push(`    Waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`);
    }
    lines.push("");
  }
  const { mandatory, advisory, waived, deferred, disabled } = counts(report);
  const notes = [
    ...(waived === 0 ? [] : [plural(waived, "waived finding")]),
    ...(deferred === 0 ? [] : [`${plural(deferred, "verdict")} wait for values that are not known yet`]),
    ...(disabled === 0 ? [] : [`${plural(disabled, "rule")} switched off`]),
  ];
  const summary = `${plural(mandatory, "mandatory finding")}, ${plural(advisory, "advisory finding")}`;
  return `${[...lines, [summary, ...notes].join("; ")].join("\n")}.\n`;
}
