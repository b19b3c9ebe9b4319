import { counts, type Report } from "./summary.ts";

/** Findings as JSON: `violations` as in the plan file, what had to wait, and what is switched off. */
export const formatJson = (report: Report): string => `${JSON.stringify(
  {
    version: 1,
    summary: counts(report),
    violations: report.violations,
    deferred: report.deferred,
    disabled: report.disabled,
  },
  null,
  2,
)}
`;
