import { acceleratorResource, type NodePool, purposeLabel } from "@aip/common/arguments/node-pool.ts";
import type { InstanceType } from "@aip/facts/instance-types.ts";

export const efaResource = "vpc.amazonaws.com/efa";

/** What Kueue counts beside CPU and memory, by the resource that pods ask for. */
export const deviceResources = [
  acceleratorResource.nvidia,
  acceleratorResource.neuron,
  "aws.amazon.com/neuroncore",
  efaResource,
] as const;

export type DeviceResource = (typeof deviceResources)[number];

/** A kind of nodes that jobs are admitted to. */
export interface Flavor {
  readonly name: string;
  /** Labels that its nodes carry; Kueue has the pods of an admitted job select them. */
  readonly nodeLabels: Readonly<Record<string, string>>;
  readonly tolerations: readonly {
    readonly key: string;
    readonly operator: "Exists";
    readonly effect: string;
  }[];
  /** Labels from the widest level of the network to the node; undefined where jobs are placed without regard to it. */
  readonly topology: readonly string[] | undefined;
  /** The most that its nodes have together. */
  readonly capacity: Readonly<Record<DeviceResource, number>>;
}

const noDevices = Object.fromEntries(deviceResources.map((resource) => [resource, 0])) as Flavor["capacity"];

/**
 * The flavors of the queues: one for jobs without devices, and one for each pool with an accelerator, those for training
 * first. A pool that takes spot and on-demand is one flavor: both fill the same limits, and Karpenter chooses between them.
 */
export function flavorsOf(pools: readonly NodePool[]): readonly [Flavor, ...Flavor[]] {
  const general: Flavor = {
    name: "general",
    // Without such a pool every node without a taint will do.
    nodeLabels: pools.some(({ purpose }) => purpose === "general") ? { [purposeLabel]: "general" } : {},
    tolerations: [],
    topology: undefined,
    capacity: noDevices,
  };
  const accelerated = pools.filter(({ accelerator }) => accelerator !== "none");
  const training = ({ purpose }: NodePool) => (purpose === "training" ? 0 : 1);
  return [general, ...[...accelerated].sort((a, b) => training(a) - training(b)).map(flavorOf)];
}

const flavorOf = (pool: NodePool): Flavor => ({
  name: pool.name,
  nodeLabels: { "ai-platform/pool": pool.name },
  tolerations: pool.taints
    .filter(({ effect }) => effect !== "PreferNoSchedule")
    .map(({ key, effect }) => ({ key, operator: "Exists", effect })),
  topology: topologyOf(pool),
  capacity: { ...noDevices, ...devicesOf(pool) },
});

/** Nodes of which EKS waits for the place in the network before they join. */
const placed = /^(hpc|trn|p)\d/;

/**
 * The levels that EKS labels nodes with, from the spine of the network to the node. Kueue places jobs by them on nodes that are
 * there already, and would never admit one to a pool of Karpenter's that has none yet. Sources, read 2026-11-24: the types are
 * those of cloud-provider-aws, pkg/resourcemanagers/topology.go; what Kueue does,
 * https://kueue.sigs.k8s.io/docs/concepts/topology_aware_scheduling/.
 */
function topologyOf({ efa, kind, instanceTypes }: NodePool): readonly string[] | undefined {
  if (!efa || kind !== "managed") return undefined;
  const layers = instanceTypes.every(({ name }) => placed.test(name)) ? [1, 2, 3] : [];
  return [...layers.map((layer) => `topology.k8s.aws/network-node-layer-${layer}`), "kubernetes.io/hostname"];
}

/** What the nodes of a pool offer together at most, as the device plugins count it. */
function devicesOf(pool: NodePool): Partial<Flavor["capacity"]> {
  if (pool.accelerator === "none") return {};
  const resource = acceleratorResource[pool.accelerator];
  const onNode = (type: InstanceType) => {
    const efa = pool.efa ? type.efaInterfaces : 0;
    if (type.neuron) {
      const { devices, coresPerDevice } = type.neuron;
      return {
        [resource]: devices,
        "aws.amazon.com/neuroncore": devices * coresPerDevice,
        [efaResource]: efa,
      };
    }
    const { count = 0, mig = [] } = type.gpu ?? {};
    const slices = mig.find(({ name }) => name === pool.mig)?.perGpu ?? 1;
    return { [resource]: count * slices * (pool.timeSlicing ?? 1), [efaResource]: efa };
  };
  const largest = pool.instanceTypes
    .map(onNode)
    .reduce((most, each) => ((each[resource] ?? 0) > (most[resource] ?? 0) ? each : most));
  const perNode = largest[resource] ?? 0;
  const nodes = pool.kind === "managed" ? pool.scaling.max : Number(pool.limits[resource]) / perNode;
  return Object.fromEntries(
    Object.entries(largest).map(([name, count]) => [name, Math.floor(count * nodes)]),
  );
}
