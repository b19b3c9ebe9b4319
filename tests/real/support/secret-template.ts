/** The functions of External Secrets' templates that the platform uses (https://external-secrets.io/latest/guides/templating/). */
const functions: Readonly<Record<string, (value: string, ...args: string[]) => string>> = {
  // Go's url.QueryEscape: a space becomes "+", and what encodeURIComponent leaves is escaped too.
  urlquery: (value) =>
    encodeURIComponent(value)
      .replaceAll("%20", "+")
      .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
  // sprig's replace: the text comes last, as everything that a pipe hands on.
  replace: (value, from = "", to = "") => value.replaceAll(from, to),
};

/**
 * Fills in a template of External Secrets.
 *
 * @throws Error for a value or a function that is not known: nothing is left as it is in silence.
 */
export const renderTemplate = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const [source = "", ...calls] = expression.split("|").map((part) => part.trim());
    const value = values[source.replace(/^\./, "")];
    if (!source.startsWith(".") || value === undefined) throw new Error(`no value for {{ ${expression} }}`);
    return calls.reduce((text, call) => {
      const [name = "", ...args] = call.match(/"[^"]*"|\S+/g) ?? [];
      const apply = functions[name];
      if (!apply) throw new Error(`unknown function ${name} in {{ ${expression} }}`);
      return apply(text, ...args.map((arg) => JSON.parse(arg) as string));
    }, value);
  });
