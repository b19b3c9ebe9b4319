import { execFileSync } from "node:child_process";
import type { HookFact } from "@aip/facts/charts/hooks.ts";
import { charts } from "@aip/facts/charts.ts";
import { findChart } from "@aip/sandbox/charts/source.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../kubernetes/client.ts";
import { requireHelm } from "./own-charts.ts";
import type { InstalledChart } from "./render.ts";

/** A hook as a chart renders it. */
export type Hook = Pick<HookFact, "object" | "events">;

/**
 * The hooks of a chart, which must be open here.
 *
 * @param release Its name, its namespace and its values.
 */
export function hooksOf(
  { name, inputs }: Pick<InstalledChart, "name" | "inputs">,
  kubernetesVersion: string,
): Hook[] {
  const { chart, version } = charts[name];
  const source = findChart({ name: chart, version });
  if (typeof source === "string") throw new Error(`${chart} ${version}: ${source}`);
  const args = [
    "template",
    String(inputs.name ?? name),
    source.path,
    "--namespace",
    String(inputs.namespace),
  ];
  const output = execFileSync(
    requireHelm().path,
    [...args, "--kube-version", kubernetesVersion, "--values", "-"],
    { input: JSON.stringify(inputs.values), encoding: "utf8", maxBuffer: 256 * 2 ** 20 },
  );
  // Most of the text is none of it, and takes seconds to parse.
  return output
    .split(/^---$/m)
    .filter((text) => text.includes("helm.sh/hook"))
    .flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as Manifest | null))
    .flatMap((object) => {
      const annotations = (object?.metadata as Properties | undefined)?.annotations as Properties | undefined;
      const events = annotations?.["helm.sh/hook"];
      return object && events !== undefined
        ? [{ object: `${object.kind} ${object.metadata.name}`, events: String(events) }]
        : [];
    });
}

/** Whether a hook is the one that a fact is about. */
export const isAbout = (fact: HookFact, { object, events }: Hook): boolean =>
  fact.events === events &&
  (fact.object.endsWith("-") ? object.startsWith(fact.object) : object === fact.object);
