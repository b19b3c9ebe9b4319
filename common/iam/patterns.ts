/** Where a pattern is: wildcards mean nothing in a text, and in the first five parts of an ARN stop at a colon, but for one at its end. */
type Wildcards = "none" | "everywhere" | "arn";

interface PatternOptions {
  readonly wildcards: Wildcards;
  /** Value of a policy variable, such as `aws:username`; `undefined` for one that the request does not have. */
  readonly variable?: (name: string) => string | undefined;
  /** Default: case counts. */
  readonly ignoreCase?: boolean;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A policy variable with what stands in for it, `${aws:PrincipalTag/team, 'none'}`; a wildcard; or any other text. */
const parts = /\$\{([^},]+)(?:,\s*'([^']*)')?\}|([*?])|([^*?$]+|\$)/g;

/**
 * A pattern of a policy as an expression, or `undefined` where it has a variable that the request does not. `${*}`,
 * `${?}` and `${$}` are the characters themselves; what a variable holds is taken literally
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html, 2026-11-24).
 *
 * @param variable Without it variables are plain text, as in documents of a version before 2012-10-17.
 */
export function patternOf(
  pattern: string,
  { wildcards, variable, ignoreCase = false }: PatternOptions,
): RegExp | undefined {
  let source = "";
  let colons = 0;
  for (const match of pattern.matchAll(parts)) {
    const [whole, name, standIn, wildcard] = match;
    if (name !== undefined && variable) {
      const value = /^[*?$]$/.test(name) ? name : (variable(name.trim()) ?? standIn);
      if (value === undefined) return undefined;
      source += escaped(value);
    } else if (wildcard !== undefined && wildcards !== "none") {
      const last = match.index + whole.length === pattern.length;
      const one = wildcards === "arn" && colons < 5 && !last ? "[^:]" : ".";
      source += wildcard === "*" ? `${one}*` : one;
    } else {
      source += escaped(whole);
      colons += whole.split(":").length - 1;
    }
  }
  return new RegExp(`^${source}$`, ignoreCase ? "is" : "s");
}

/** Whether the pattern of an action covers an action: `*` is any text, `?` any character, and case does not count. */
export const covers = (pattern: string, action: string): boolean =>
  patternOf(pattern, { wildcards: "everywhere", ignoreCase: true })?.test(action) ?? false;
