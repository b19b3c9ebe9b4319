import { contracts, type Layer } from "@aip/contracts";
import { type Environment, readEnvironmentFile } from "@aip/environments";
import { type PriceReport, priceResources } from "@aip/pricing/index.ts";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { markSecret, redact, reveal } from "@aip/sandbox/core/secrets.ts";
import type { ChartsSeen, RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { type ProgramResult, runProgram } from "@aip/sandbox/plan/run.ts";
import { addresses } from "@aip/services";
import { losses } from "../compare/compare.ts";
import { police } from "./assess.ts";
import type { Plan, PlanLayer } from "./file.ts";
import { journeyFindings, planJourneys, proveEnvironment } from "./journeys.ts";
import { policyResources } from "./policy-resources.ts";
import { type Project, projects } from "./programs.ts";

export interface PlanOptions {
  /** The folder of the environment files. Default: the repository's. */
  readonly directory?: string;
  /** The projects to plan, in order. Default: all. */
  readonly projects?: readonly Project[];
  /** The plan the change is compared with: rules on increases need its price. Default: none. */
  readonly base?: Promise<Plan> | undefined;
  /** Called when a layer has been planned. */
  readonly onLayer?: (layer: PlannedLayer, seconds: number) => void;
}

export interface PlannedLayer {
  readonly name: Project["name"];
  readonly resources: readonly RegisteredResource[];
  /** Secret ones are the text that plans show for them. */
  readonly outputs: Properties;
  readonly charts: ChartsSeen;
}

/**
 * Plans an environment: runs every layer in order against a new simulated cloud, then prices and polices all of it.
 *
 * @throws InvalidEnvironment for a wrong environment file, before any layer runs.
 * @throws ProgramFailed naming everything the simulated cloud refused in the first layer that fails.
 */
export async function planEnvironment(name: string, options: PlanOptions = {}): Promise<Plan> {
  const { environment, config } = readEnvironmentFile(name, options.directory);
  const cloud = simulatedCloud({ region: environment.region });
  const stacks = new Map<string, { outputs: Properties; secrets: readonly string[] }>();
  const layers: PlannedLayer[] = [];
  for (const project of options.projects ?? projects) {
    const start = performance.now();
    const program = await project.load();
    const run = await runProgram({ project: project.name, stack: name, config, program, cloud, stacks });
    checkContract(project.name, run.outputs);
    stacks.set(`organization/${project.name}/${name}`, run);
    const { resources, charts } = run;
    const layer = { name: project.name, resources, outputs: shownOutputs(run), charts };
    layers.push(layer);
    options.onLayer?.(layer, (performance.now() - start) / 1000);
  }
  return toPlan(environment, layers, await options.base);
}

const shownOutputs = ({ outputs, secrets }: ProgramResult): Properties =>
  Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [
      key,
      secrets.includes(key) ? redact(markSecret(value)) : value,
    ]),
  );

function checkContract(project: Project["name"], outputs: Properties): void {
  if (!(project in contracts)) return;
  const problems = contracts[project as Layer].problems(outputs);
  if (problems.length > 0) {
    throw new Error(
      `Layer ${project} breaks its contract (contracts/${project}.ts):\n` +
        problems.map((problem) => `  - ${problem}`).join("\n"),
    );
  }
}

function toPlan(environment: Environment, layers: readonly PlannedLayer[], base: Plan | undefined): Plan {
  const resources = layers.flatMap((layer) =>
    policyResources(layer.resources.map(revealed), environment.region),
  );
  const { region, usage } = environment;
  const prices = priceResources(resources, { region, usage });
  const planned = layers.map((layer): PlanLayer => {
    const resources = layer.resources.map((resource) => ({
      urn: resource.urn,
      type: resource.type,
      name: resource.name,
      parent: resource.parent,
      provider: resource.provider,
      custom: resource.custom,
      protect: resource.protect,
      dependsOn: resource.dependsOn,
      inputs: redact(resource.inputs) as Properties,
      monthlyUsd: priceOf(prices, resource.urn),
    }));
    return {
      name: layer.name,
      resources,
      outputs: layer.outputs,
      monthlyUsd: sum(resources.map((resource) => resource.monthlyUsd ?? 0)),
    };
  });
  const change = base && {
    previousMonthlyUsd: base.monthlyUsd,
    losses: losses(base.layers, planned, region),
  };
  const { proved, reach, placement } = proveEnvironment(environment, resources, endpointAddresses(layers));
  const policies = police(environment, resources, { change, journeys: journeyFindings(proved) });
  return {
    version: 1,
    environment: environment.name,
    region,
    layers: planned,
    violations: policies.violations,
    deferredPolicies: policies.deferred,
    disabledPolicies: policies.disabled.map(({ policy }) => policy),
    monthlyUsd: sum(planned.map((layer) => layer.monthlyUsd)),
    maximumUsd: prices.maximumUsd,
    budgetUsd: environment.budget.monthlyUsd,
    unpriced: prices.unpriced,
    charts: {
      opened: sum(layers.map(({ charts }) => charts.opened.length)),
      closed: layers.flatMap(({ charts }) => charts.closed.map(({ chart }) => chart)),
    },
    journeys: planJourneys(proved, policies.violations),
    reach,
    placement,
    endpoints: addresses(environment).map(({ title, url }) => ({ service: title, url })),
  };
}

/** Addresses of the interface endpoints; none where no layer hands any over. */
export const endpointAddresses = (layers: readonly PlannedLayer[]): string[] =>
  layers.flatMap(({ name, outputs }) =>
    name === "network" ? ((outputs.interfaceEndpointAddresses ?? []) as string[]) : [],
  );

/** What is not in the price report costs nothing by itself. */
function priceOf(prices: PriceReport, urn: string): number | null {
  const price = prices.byUrn.get(urn);
  return price === undefined ? 0 : price.monthlyUsd;
}

/** Policies judge the values; only what is written hides them. */
export const revealed = (resource: RegisteredResource) => ({
  ...resource,
  inputs: reveal(resource.inputs) as Properties,
});

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
