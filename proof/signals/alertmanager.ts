import { Value } from "@aip/common/value.ts";
import { parse } from "yaml";
import { missing, objectNamed, type World } from "../world/world.ts";

/** The labels of an alert. */
export type AlertLabels = Readonly<Record<string, string>>;

/**
 * The configuration of the platform's Alertmanager: its operator reads it from a Secret
 * (https://prometheus-operator.dev/docs/developer/alerting/, 2026-11-24).
 *
 * @returns A reason, as a sentence, where there is none.
 * @throws NotSeen where its chart is closed.
 */
export function alertmanagerConfig(world: World): { readonly config: Value; readonly urn: string } | string {
  const [alertmanager] = world.stack.ofType("kubernetes:monitoring.coreos.com/v1:Alertmanager");
  if (!alertmanager) return missing(world, "observability", "An Alertmanager");
  const namespace = alertmanager.at("metadata", "namespace").text() ?? "default";
  const name = `alertmanager-${alertmanager.at("metadata", "name").text()}`;
  const secret = objectNamed(world, "kubernetes:core/v1:Secret", namespace, name);
  if (!secret) return missing(world, namespace, `Secret ${name} of ${namespace}`);
  const encoded = secret.at("data", "alertmanager.yaml").text() ?? "";
  const text =
    secret.at("stringData", "alertmanager.yaml").text() ?? Buffer.from(encoded, "base64").toString("utf8");
  return { config: Value.of(parse(text), "alertmanager.yaml"), urn: secret.urn };
}

/** Names of the receivers that an alert goes to: of the deepest routes that match, in order (as Alertmanager routes). */
export function receiversOf(route: Value, labels: AlertLabels, inherited = ""): string[] {
  const receiver = route.at("receiver").text() ?? inherited;
  const found: string[] = [];
  for (const child of route.at("routes").list()) {
    if (!matches(child, labels)) continue;
    found.push(...receiversOf(child, labels, receiver));
    if (child.at("continue").flag() !== true) break;
  }
  return found.length > 0 ? found : [receiver];
}

/** Whether an alert passes all matchers of a route. */
const matches = (route: Value, labels: AlertLabels): boolean =>
  route
    .at("matchers")
    .list()
    .every((matcher) => passes(matcher.text() ?? "", labels)) &&
  route
    .at("match")
    .entries()
    .every(([label, value]) => (labels[label] ?? "") === value.text()) &&
  route
    .at("match_re")
    .entries()
    .every(([label, value]) => whole(value.text() ?? "").test(labels[label] ?? ""));

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);

/** `severity =~ "warning|info"`: an alert without the label has it empty. */
function passes(matcher: string, labels: AlertLabels): boolean {
  const [, label = "", operator = "", given = ""] =
    /^\s*(\w+)\s*(=~|!~|!=|=)\s*(.*?)\s*$/.exec(matcher) ?? [];
  const value = given.replace(/^"(.*)"$/, "$1");
  const found = labels[label] ?? "";
  switch (operator) {
    case "=":
      return found === value;
    case "!=":
      return found !== value;
    case "=~":
      return whole(value).test(found);
    case "!~":
      return !whole(value).test(found);
    default:
      // Alertmanager does not start with a matcher that it cannot read; nothing passes it.
      return false;
  }
}
