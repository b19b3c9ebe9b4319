/**
 * Whether a label selector of the Kubernetes API selects these labels, as its documentation says: `a=b`, `a==b`, `a!=b`,
 * `a in (b,c)`, `a notin (b,c)`, `a` and `!a`, all of them, with commas between.
 */
export const selects = (selector: string, labels: Readonly<Record<string, string>>): boolean =>
  selector === "" || selector.split(/,(?![^(]*\))/).every((requirement) => holds(requirement.trim(), labels));

function holds(requirement: string, labels: Readonly<Record<string, string>>): boolean {
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(requirement);
  if (set) {
    const [, key = "", operator, values = ""] = set;
    const label = labels[key];
    const listed =
      label !== undefined &&
      values
        .split(",")
        .map((value) => value.trim())
        .includes(label);
    return operator === "in" ? listed : !listed;
  }
  const [, key = "", operator, value] = /^([^=!]+)(==|=|!=)(.*)$/.exec(requirement) ?? [];
  if (operator === "!=") return labels[key] !== value;
  if (operator !== undefined) return labels[key] === value;
  return requirement.startsWith("!") ? !(requirement.slice(1) in labels) : requirement in labels;
}
