import { readEnvironmentFile } from "@aip/environments";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";
import { simulatedNetwork } from "../support/network.ts";

export interface PoolBench {
  readonly pools: number;
  readonly resources: number;
  /** Of planning the cluster layer with so many pools, SDKs loaded. */
  readonly milliseconds: number;
  /** What each pool beyond the first costs. */
  readonly millisecondsPerPool: number | null;
}

/**
 * Plans the cluster layer of dev with different numbers of node pools, half managed and half Karpenter's, and returns the
 * time of each: it must grow no faster than the number of pools.
 */
export async function bench(...counts: string[]): Promise<PoolBench[]> {
  const { default: program } = await import("../../stacks/cluster/index.ts");
  // One plan that is not counted loads what is loaded once.
  await plan(program, 1);
  const results: PoolBench[] = [];
  for (const pools of counts.length > 0 ? counts.map(Number) : [1, 10, 100]) {
    const { milliseconds, resources } = await plan(program, pools);
    const [first] = results;
    const perPool = first ? (milliseconds - first.milliseconds) / (pools - first.pools) : null;
    results.push({
      pools,
      resources,
      milliseconds: Math.round(milliseconds),
      millisecondsPerPool: perPool === null ? null : Math.round(perPool * 100) / 100,
    });
  }
  return results;
}

async function plan(program: () => Promise<Record<string, unknown>>, pools: number) {
  const { environment, config } = readEnvironmentFile("dev");
  const cloud = simulatedCloud({ region: environment.region });
  const section = JSON.parse(config["platform:cluster"] ?? "{}") as { nodePools: Record<string, unknown> };
  const { system } = section.nodePools;
  const extra = Array.from({ length: pools }, (_, index) => [
    `pool-${index}`,
    index % 2 === 0 ? managed : karpenter,
  ]);
  const cluster = { ...section, nodePools: { system, ...Object.fromEntries(extra) } };
  const start = performance.now();
  const { resources } = await runProgram({
    project: "cluster",
    stack: "dev",
    config: { ...config, "platform:cluster": JSON.stringify(cluster) },
    program,
    cloud,
    stacks: simulatedNetwork(cloud, environment),
  });
  return { milliseconds: performance.now() - start, resources: resources.length };
}

const managed = {
  kind: "managed",
  purpose: "inference",
  accelerator: "nvidia",
  instanceTypes: ["g6.xlarge"],
  max: 2,
};

const karpenter = {
  kind: "karpenter",
  purpose: "training",
  accelerator: "nvidia",
  instanceTypes: ["g6e.xlarge", "g6e.2xlarge"],
  capacity: ["spot", "onDemand"],
  limits: { cpu: "64", accelerators: 8 },
};
