import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { findProgram } from "@aip/common/programs.ts";
import { type ChartName, charts } from "@aip/facts/charts.ts";
import { kindSchema } from "@aip/facts/kubernetes/schemas.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../kubernetes/client.ts";
import { chartsFolder, missingChart } from "./reference.ts";

const chartType = "kubernetes:helm.sh/v4:Chart";

/** A chart that a plan installs. */
export interface InstalledChart {
  readonly name: ChartName;
  readonly urn: string;
  readonly inputs: Properties;
}

/** The charts among the resources of a plan. */
export const installedCharts = (resources: readonly RegisteredResource[]): InstalledChart[] =>
  resources
    .filter(({ type }) => type === chartType)
    .map(({ urn, inputs }) => ({
      name: String(inputs.chart).split("/").at(-1) as ChartName,
      urn,
      inputs: reveal(inputs) as Properties,
    }));

/** The Kubernetes version of the cluster that a plan makes. */
export const clusterVersion = (resources: readonly RegisteredResource[]): string =>
  String(resources.find(({ type }) => type === "aws:eks/cluster:Cluster")?.inputs.version);

/** Why a chart cannot be rendered here, or undefined where it can. */
export const cannotRender = (name: ChartName): string | undefined =>
  findProgram("helm") === undefined
    ? "no chart is rendered: helm is not installed (https://helm.sh/docs/intro/install/)"
    : missingChart(name, "templates");

/** The objects a chart renders to, its definitions included and the hooks of Helm left out, as the provider does it. */
export function render({ name, inputs }: InstalledChart, kubernetesVersion: string): Manifest[] {
  const output = execFileSync(
    "helm",
    [
      "template",
      String(inputs.name ?? name),
      join(chartsFolder, charts[name].chart),
      ...["--namespace", String(inputs.namespace), "--kube-version", kubernetesVersion],
      ...[inputs.skipCrds === true ? "--skip-crds" : "--include-crds", "--no-hooks", "--values", "-"],
    ],
    { input: JSON.stringify(inputs.values), encoding: "utf8", maxBuffer: 64 * 2 ** 20 },
  );
  return parseAllDocuments(output)
    .map((document) => document.toJS() as Manifest | null)
    .filter((object) => object !== null)
    .map((object) => inNamespace(object, String(inputs.namespace)));
}

/** An object that names no namespace is made in that of its release, where its kind is one of a namespace. */
const inNamespace = (object: Manifest, namespace: string): Manifest =>
  object.metadata.namespace === undefined && kindSchema(object.apiVersion, object.kind)?.namespaced
    ? { ...object, metadata: { ...object.metadata, namespace } }
    : object;
