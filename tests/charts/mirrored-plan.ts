import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentNames, folder } from "@aip/environments";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { parseDocument } from "yaml";
import { planEnvironment } from "../../cli/plan/plan.ts";

export const chartMirror = "oci://mirror.example.com/charts";
export const imageMirror = "mirror.example.com/images";

type Change = readonly [path: readonly string[], value: unknown];

const mirrors: readonly Change[] = [
  [["platform:chartMirror"], chartMirror],
  [["platform:imageMirror"], imageMirror],
];

/** Installs the charts that no environment of ours has chosen. */
const otherCharts: readonly Change[] = [
  [["platform:cluster", "gpu", "software"], "operator"],
  [["platform:cluster", "addons", "metricsServer"], false],
  [["platform:clusterServices", "metricsServer"], true],
  [
    ["platform:cluster", "nodePools", "neuron"],
    {
      kind: "karpenter",
      purpose: "inference",
      accelerator: "neuron",
      instanceTypes: ["inf2.xlarge"],
      limits: { cpu: "8", accelerators: 2 },
    },
  ],
];

const variants: Readonly<Record<string, { environment: string; changes: readonly Change[] }>> = {
  ...Object.fromEntries(
    environmentNames().map((environment) => [environment, { environment, changes: mirrors }]),
  ),
  "dev with other charts": { environment: "dev", changes: [...mirrors, ...otherCharts] },
};

/** The plans in which both mirrors are set: one of each environment, and one more, so that each chart is in one of them. */
export const mirroredPlanNames = Object.keys(variants);

const planned = new Map<string, Promise<readonly RegisteredResource[]>>();

/** Every resource of one of those plans, which is made once. */
export function mirroredPlan(name: string): Promise<readonly RegisteredResource[]> {
  const plan = planned.get(name) ?? makePlan(name);
  planned.set(name, plan);
  return plan;
}

async function makePlan(name: string): Promise<readonly RegisteredResource[]> {
  const variant = variants[name];
  if (variant === undefined) throw new Error(`${name} is none of ${mirroredPlanNames.join(", ")}`);
  const directory = mkdtempSync(join(tmpdir(), "aip-mirrors-"));
  try {
    const file = `Pulumi.${variant.environment}.yaml`;
    const document = parseDocument(readFileSync(join(folder, file), "utf8"));
    for (const [path, value] of variant.changes) document.setIn(["config", ...path], value);
    writeFileSync(join(directory, file), String(document));
    const resources: RegisteredResource[] = [];
    await planEnvironment(variant.environment, {
      directory,
      onLayer: (layer) => resources.push(...layer.resources),
    });
    return resources;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
