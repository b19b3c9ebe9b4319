import assert from "node:assert/strict";
import { readEnvironmentFile } from "@aip/environments";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { type ProgramResult, runProgram } from "@aip/sandbox/plan/run.ts";
import program from "../../stacks/cluster/index.ts";
import { simulatedNetwork } from "../support/network.ts";

export type Values = Record<string, unknown>;

/** The cluster layer of an environment, on a network that exists; `change` alters the file's cluster section. */
export async function plan(
  name: string,
  change: (cluster: Values) => Values = (cluster) => cluster,
  pods = true,
) {
  const { environment, config } = readEnvironmentFile(name);
  const cloud = simulatedCloud({ region: environment.region });
  const cluster = change(JSON.parse(config["platform:cluster"] ?? "{}"));
  return runProgram({
    project: "cluster",
    stack: name,
    config: { ...config, "platform:cluster": JSON.stringify(cluster) },
    program,
    cloud,
    stacks: simulatedNetwork(cloud, environment, pods),
  });
}

/** Only what the core of the layer makes: the platform's services on the cluster have tests of their own. */
export const core =
  /^urn:pulumi:\w+::cluster::aip:cluster:(Cluster|NodeAddons|NodeRole|ManagedNodeGroup|Karpenter|KarpenterNodePool|AutoModeNodePool|WorkloadAddons|GpuSoftware)\b/;

export const counted = ({ resources }: ProgramResult): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { urn, type } of resources) {
    if (!core.test(urn) || type.startsWith("aip:") || type.startsWith("eks:") || type.startsWith("pulumi:"))
      continue;
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
};

export const find = (result: ProgramResult, type: string, name: string): RegisteredResource => {
  const found = result.resources.find((resource) => resource.type === type && resource.name === name);
  assert.ok(
    found,
    `${type} ${name} is planned; there are: ${result.resources.map((each) => each.name).join(", ")}`,
  );
  return found;
};

export const inputs = (result: ProgramResult, type: string, name: string) =>
  find(result, type, name).inputs as Values;

export const nodePoolType = "kubernetes:karpenter.sh/v1:NodePool";
export const nodeClassType = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";

export interface Plans {
  readonly dev: ProgramResult;
  readonly prod: ProgramResult;
}

/** The layer of dev and of prod, planned before the tests of the suite that calls this. */
export function plannedBefore(): Plans {
  const plans: { -readonly [Name in keyof Plans]?: Plans[Name] } = {};
  const { stackTraceLimit } = Error;
  before(async () => {
    // As `aip` does: the SDK keeps a stack trace for every promise, which is most of the time a plan takes.
    Error.stackTraceLimit = 0;
    plans.dev = await plan("dev");
    plans.prod = await plan("prod");
  });
  after(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });
  return plans as Plans;
}
