import type { Resource } from "@aip/common/resource.ts";
import { resource } from "@aip/common/testing/resource.ts";
import { Value } from "@aip/common/value.ts";
import type { Environment } from "@aip/environments";
import type { PlannedPod } from "../../world/pod.ts";
import { worldOf } from "../../world/world.ts";
import { type Cluster, clusterOf } from "../cluster.ts";
import type { PlannedPool } from "../node-pool.ts";

type Inputs = Readonly<Record<string, unknown>>;

/** The cluster of a plan that has these resources. What the environment file says does not matter here. */
export const planned = (...resources: readonly Resource[]): Cluster =>
  clusterOf(worldOf({} as Environment, resources));

/** A Kubernetes object; its type without `kubernetes:`. */
export const object = (type: string, name: string, inputs: Inputs, namespace?: string): Resource =>
  resource(
    `kubernetes:${type}`,
    {
      ...inputs,
      metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...(inputs.metadata ?? {}) },
    },
    { name: `${namespace ?? ""}${name}` },
  );

export interface KarpenterPool {
  readonly types: readonly string[];
  /** Default: two zones of us-east-1. */
  readonly zones?: readonly string[];
  readonly capacity?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly unknown[];
  readonly limits?: Readonly<Record<string, unknown>>;
  readonly nodeClass?: Inputs;
}

const requirement = (key: string, values: readonly string[]) => ({ key, operator: "In", values });

/** A NodePool of Karpenter with its EC2NodeClass: AL2023, 110 pods, 50 GiB. */
export const karpenter = (name: string, pool: KarpenterPool): readonly Resource[] => [
  object("karpenter.k8s.aws/v1:EC2NodeClass", name, {
    spec: {
      amiSelectorTerms: [{ alias: "al2023@v20260818" }],
      kubelet: { maxPods: 110 },
      blockDeviceMappings: [{ ebs: { volumeSize: "50Gi" }, rootVolume: true }],
      ...pool.nodeClass,
    },
  }),
  object("karpenter.sh/v1:NodePool", name, {
    spec: {
      limits: pool.limits ?? { cpu: "1000" },
      template: {
        metadata: { labels: pool.labels ?? {} },
        spec: {
          nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name },
          taints: pool.taints ?? [],
          requirements: [
            requirement("node.kubernetes.io/instance-type", pool.types),
            requirement("topology.kubernetes.io/zone", pool.zones ?? ["us-east-1a", "us-east-1b"]),
            requirement("karpenter.sh/capacity-type", pool.capacity ?? ["on-demand"]),
          ],
        },
      },
    },
  }),
];

/** A managed node group with its launch template and subnets, of `m7i.large` in two zones. */
export const managed = (
  name: string,
  inputs: Inputs = {},
  template: Inputs = {},
  zones: readonly string[] = ["us-east-1a", "us-east-1b"],
): readonly Resource[] => [
  ...zones.map((zone) =>
    resource(
      "aws:ec2/subnet:Subnet",
      { availabilityZone: zone },
      { name: `${name}-${zone}`, id: `subnet-${name}-${zone}` },
    ),
  ),
  resource("aws:ec2/launchTemplate:LaunchTemplate", template, { name, id: `lt-${name}` }),
  resource(
    "aws:eks/nodeGroup:NodeGroup",
    {
      amiType: "AL2023_x86_64_STANDARD",
      instanceTypes: ["m7i.large"],
      labels: { "ai-platform/pool": name },
      launchTemplate: { id: `lt-${name}` },
      scalingConfig: { minSize: 2, maxSize: 4, desiredSize: 2 },
      subnetIds: zones.map((zone) => `subnet-${name}-${zone}`),
      ...inputs,
    },
    { name },
  ),
];

/** A pod of a Deployment with this spec, as it would be planned. */
export const pod = (spec: Inputs, more: Partial<PlannedPod> = {}): PlannedPod => ({
  urn: "urn:pulumi:test::test::kubernetes:apps/v1:Deployment::server",
  owner: "Deployment server",
  kind: "Deployment",
  namespace: "default",
  labels: { app: "server" },
  metadata: Value.of({ labels: { app: "server" } }),
  spec: Value.of(spec, "spec"),
  replicas: 1,
  keepsState: false,
  ...more,
});

/** A container that requests these. */
export const container = (requests: Inputs, more: Inputs = {}): Inputs => ({
  name: "main",
  resources: { requests },
  ...more,
});

/** The pool of a name. */
export function poolNamed({ pools }: Cluster, name: string): PlannedPool {
  const found = pools.find((pool) => pool.name === name);
  if (!found) throw new Error(`no pool ${name}; there are: ${pools.map((pool) => pool.name).join(", ")}`);
  return found;
}
