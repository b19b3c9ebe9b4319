import { acceleratorResource } from "@aip/common/arguments/node-pool.ts";
import type { TeamArgs } from "@aip/common/arguments/teams.ts";
import { type DeviceResource, deviceResources, efaResource, type Flavor } from "./flavors.ts";

/** What a queue or a cohort has of a resource of a flavor. */
interface Quota {
  readonly name: string;
  readonly nominalQuota: string;
  readonly borrowingLimit?: string;
}

interface ResourceGroup {
  readonly coveredResources: readonly string[];
  readonly flavors: readonly { readonly name: string; readonly resources: readonly Quota[] }[];
}

const gpu = acceleratorResource.nvidia;

/**
 * Parts of a number in relation to some weights, whole, and together the number: those that lose most by rounding down get
 * one more, the first of them first.
 */
export function shareOut(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const whole = exact.map(Math.floor);
  const left = total - whole.reduce((a, b) => a + b, 0);
  const order = exact
    .map((value, index) => ({ index, lost: value - Math.floor(value) }))
    .sort((a, b) => b.lost - a.lost || a.index - b.index)
    .slice(0, left)
    .map(({ index }) => index);
  return whole.map((value, index) => value + (order.includes(index) ? 1 : 0));
}

/** The GPUs that a team is sure of, shared out over the flavors in relation to what they have. */
const sureGpus = ({ quota }: TeamArgs, flavors: readonly Flavor[]): readonly number[] =>
  shareOut(
    quota.gpu,
    flavors.map(({ capacity }) => capacity[gpu]),
  );

/** The devices that some flavor has. Kueue admits no job that asks for what its queue does not cover. */
const offered = (flavors: readonly Flavor[]): DeviceResource[] =>
  deviceResources.filter((resource) => flavors.some(({ capacity }) => capacity[resource] > 0));

/**
 * The one resource group of all queues: Kueue gives a pod one flavor for all resources of a group, so that its CPU and its
 * GPU are those of the same node.
 */
const group = (
  flavors: readonly Flavor[],
  quotas: (flavor: Flavor, index: number) => Quota[],
): ResourceGroup => ({
  coveredResources: ["cpu", "memory", ...offered(flavors)],
  flavors: flavors.map((flavor, index) => ({ name: flavor.name, resources: quotas(flavor, index) })),
});

/**
 * What a team may have of each flavor. CPU and memory are bounded over all flavors by the quota of its namespace, and so are
 * GPUs by the burst. Of each flavor's GPUs it may borrow up to the burst. EFA comes with the GPUs of its node, which are what is
 * shared; Neuron devices belong to nobody, and are lent to all.
 */
export function teamQuotas(team: TeamArgs, flavors: readonly Flavor[]): ResourceGroup {
  const { quota } = team;
  const sure = sureGpus(team, flavors);
  const burst = quota.gpuBurst ?? quota.gpu;
  return group(flavors, ({ capacity }, index) => [
    { name: "cpu", nominalQuota: quota.cpu, borrowingLimit: "0" },
    { name: "memory", nominalQuota: quota.memory, borrowingLimit: "0" },
    ...offered(flavors).map((name): Quota => {
      if (name === gpu) {
        const nominal = sure[index] ?? 0;
        const borrowed = capacity[gpu] === 0 ? 0 : burst - nominal;
        return { name, nominalQuota: String(nominal), borrowingLimit: String(borrowed) };
      }
      return name === efaResource
        ? { name, nominalQuota: String(capacity[name]), borrowingLimit: "0" }
        : { name, nominalQuota: "0" };
    }),
  ]);
}

/** What no team is sure of: the cohort lends it. */
export function sharedQuotas(
  teams: Readonly<Record<string, TeamArgs>>,
  flavors: readonly Flavor[],
): ResourceGroup {
  const sure = Object.values(teams).map((team) => sureGpus(team, flavors));
  const left = (index: number, capacity: number) =>
    Math.max(0, capacity - sure.reduce((sum, gpus) => sum + (gpus[index] ?? 0), 0));
  return group(flavors, ({ capacity }, index) => [
    { name: "cpu", nominalQuota: "0" },
    { name: "memory", nominalQuota: "0" },
    ...offered(flavors).map((name): Quota => {
      if (name === efaResource) return { name, nominalQuota: "0" };
      return { name, nominalQuota: String(name === gpu ? left(index, capacity[name]) : capacity[name]) };
    }),
  ]);
}
