import { isRecord } from "@aip/common/records.ts";

type Values = Readonly<Record<string, unknown>>;

/** Maps that take any key, though the chart gives some of its own. */
const open =
  /(^|\.)(nodeSelector|labels|annotations|podLabels|podAnnotations|matchLabels|requests|limits|env|extraArgs|args|config|configs\.(cm|params|rbac)|data|grafana\.ini|secretKeyRefs?|settings|schedules|configMaps|securityContext|containerSecurityContext|podSecurityContext|affinity|initContainers|pipelines|receivers|exporters|processors|extensions|service|ports)$/i;

/**
 * The keys of some values that the chart does not know. A key is known where the chart has it among its defaults, or
 * mentions it in a comment; below an empty default anything is.
 *
 * @param text The chart's values.yaml as it is written, for what is in comments only.
 */
export function unknownKeys(values: Values, defaults: Values, text: string): string[] {
  const mentioned = new Set([...text.matchAll(/^\s*#+\s*-?\s*([\w.-]+):/gm)].map(([, key]) => key as string));
  const unknown: string[] = [];
  const walk = (ours: Values, theirs: Values, path: string): void => {
    for (const [key, value] of Object.entries(ours)) {
      const here = path === "" ? key : `${path}.${key}`;
      if (!(key in theirs)) {
        if (!mentioned.has(key)) unknown.push(here);
        continue;
      }
      const standard = theirs[key];
      if (isRecord(value) && ["string", "number", "boolean"].includes(typeof standard) && standard !== "") {
        unknown.push(`${here} (a map where the chart has ${JSON.stringify(standard)})`);
      }
      const inner = isRecord(standard) && Object.keys(standard).length > 0 && !open.test(here);
      if (isRecord(value) && inner) walk(value, standard, here);
    }
  };
  walk(values, defaults, "");
  return unknown;
}
