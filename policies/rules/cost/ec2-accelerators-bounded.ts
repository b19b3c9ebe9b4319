import type { ResourceView, StackView } from "@aip/common/view/view.ts";
import { type InstanceType, instanceType } from "@aip/facts/instance-types.ts";
import { limitsOf, nodesWithin } from "@aip/pricing/types/pool-limits.ts";
import { allowedTypes } from "@aip/pricing/types/pool-types.ts";
import { type Check, stackRule } from "../../rule.ts";

const nodeGroup = "aws:eks/nodeGroup:NodeGroup";
const instance = "aws:ec2/instance:Instance";
const pool = "kubernetes:karpenter.sh/v1:NodePool";

const accelerators = (type: InstanceType | undefined): number =>
  type?.neuron?.devices ?? Math.ceil(type?.gpu?.count ?? 0);

const most = (names: readonly string[]): number =>
  Math.max(0, ...names.map((name) => accelerators(instanceType(name))));

/** The accelerators a node group comes to when it is as large as it may get. */
function inGroup(group: ResourceView, stack: StackView): number {
  const own = group.at("instanceTypes").texts();
  const template = stack
    .ofType("aws:ec2/launchTemplate:LaunchTemplate")
    .find(({ urn }) => group.resource.dependsOn.includes(urn));
  const names = own.length > 0 ? own : (template?.at("instanceType").texts() ?? []);
  return most(names) * (group.at("scalingConfig", "maxSize").number() ?? 0);
}

/** The accelerators a Karpenter pool's limits allow, also where they limit vCPUs alone; a pool without any has a rule of its own. */
const inPool = (nodes: ResourceView): number => {
  const spec = nodes.at("spec");
  const limits = limitsOf(spec);
  const counts = allowedTypes(spec, nodes.resource.region).types.flatMap((type) => {
    const each = accelerators(type);
    const most = each === 0 ? 0 : nodesWithin(type, limits);
    return Number.isFinite(most) ? [Math.floor(most) * each] : [];
  });
  return Math.max(0, ...counts);
};

export const ec2AcceleratorsBounded = stackRule({
  name: "ec2-accelerators-bounded",
  family: "cost",
  title: "GPUs and other accelerators stay below the environment's ceiling",
  reasoning:
    "One machine with eight GPUs costs more than the rest of a platform; how many there may be is a decision.",
  severity: "critical",
  frameworks: [],
  enforcement: "mandatory",
  remediation: [
    "Lower maxSize of the node group or the limits of the pool, or have the ceiling raised in the rule's settings.",
  ],
  url: "https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/welcome.html",
  types: [nodeGroup, instance, pool],
  settings: {
    accelerators: {
      type: "integer",
      description: "Accelerators that nodes and pools may come to together, each counted at its largest.",
      default: 64,
      minimum: 0,
    },
    inDevelopment: {
      type: "integer",
      description: "The same in environments of profile development.",
      default: 8,
      minimum: 0,
    },
  },
  check(stack, check: Check<{ accelerators: number; inDevelopment: number }>) {
    const { config, environment, each, fail } = check;
    const ceiling = environment.profile === "development" ? config.inDevelopment : config.accelerators;
    const counts: [urn: string, name: string, count: number][] = [];
    each(stack.ofType(nodeGroup, instance, pool), (view) => {
      const count =
        view.type === nodeGroup
          ? inGroup(view, stack)
          : view.type === pool
            ? inPool(view)
            : most(view.at("instanceType").texts());
      if (count > 0) counts.push([view.urn, view.name, count]);
    });
    const total = counts.reduce((sum, [, , count]) => sum + count, 0);
    if (total <= ceiling) return;
    const largest = counts.toSorted((a, b) => b[2] - a[2]);
    const named = largest.slice(0, 4).map(([, name, count]) => `${name} ${count}`);
    fail(`There may be ${total} accelerators; ${ceiling} are allowed: ${named.join(", ")}.`, largest[0]?.[0]);
  },
});
