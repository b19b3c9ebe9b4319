import assert from "node:assert/strict";
import { attempt } from "@aip/common/three-valued.ts";
import { environmentNames } from "@aip/environments";
import { type AdmittedPod, admit } from "@aip/proof/placement/admission.ts";
import { type Cluster, clusterOf } from "@aip/proof/placement/cluster.ts";
import { misfits } from "@aip/proof/placement/fits.ts";
import { limitRangeType } from "@aip/proof/placement/limit-ranges.ts";
import { daemonTolerations } from "@aip/proof/placement/taints.ts";
import type { PlannedPod } from "@aip/proof/world/pod.ts";
import { plannedWorld } from "../support/planned-world.ts";
import { skip } from "../support/skip.ts";
import type { ApiClient, Manifest } from "./client.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { type FakeNode, nodeObject, nodesOf } from "./fake-nodes.ts";
import { claimsOf, clear, create, podObject, schedule } from "./scheduling.ts";
import { missingControlPlane } from "./toolchain.ts";

/** Whether the replicas of a pod may not be on nodes of the same domain, so that they are tried one after the other. */
const keepsApart = ({ spec }: PlannedPod): boolean =>
  spec.at("affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution").isSet ||
  spec
    .at("topologySpreadConstraints")
    .list()
    .some((constraint) => constraint.at("whenUnsatisfiable").text() === "DoNotSchedule");

/** What namespaces hold that pods find when they are admitted; quotas are not what is asked here. */
async function prepare(client: ApiClient, cluster: Cluster): Promise<void> {
  const builtIn = ["default", "kube-system", "kube-public", "kube-node-lease"];
  for (const name of new Set([
    ...cluster.namespaces.keys(),
    ...cluster.pods.map(({ namespace }) => namespace),
  ])) {
    if (!builtIn.includes(name))
      await create(client, { apiVersion: "v1", kind: "Namespace", metadata: { name } });
  }
  for (const type of [limitRangeType, "kubernetes:node.k8s.io/v1:RuntimeClass"]) {
    for (const view of cluster.stack.ofType(type)) {
      const apiVersion = type === limitRangeType ? "v1" : "node.k8s.io/v1";
      const kind = type.slice(type.lastIndexOf(":") + 1);
      await create(client, { ...view.resource.inputs, apiVersion, kind } as unknown as Manifest);
    }
  }
  const claims = new Map(
    cluster.pods
      .flatMap(claimsOf)
      .map((claim) => [`${claim.kind}/${claim.metadata.namespace}/${claim.metadata.name}`, claim]),
  );
  for (const claim of claims.values()) await create(client, claim);
}

/** The nodes that the real scheduler puts a pod on, when it is tried on each of them. */
async function bound(
  client: ApiClient,
  pod: PlannedPod,
  nodes: readonly FakeNode[],
  round: string,
): Promise<ReadonlyMap<string, string>> {
  const everywhere = pod.replicas === undefined;
  const objects = nodes.map(({ name }) =>
    podObject(pod, {
      name: `${round}-${name}`,
      round,
      node: name,
      tolerations: everywhere ? daemonTolerations : [],
    }),
  );
  const batches = keepsApart(pod) ? objects.map((object) => [object]) : [objects];
  const refused = new Map<string, string>();
  for (const batch of batches) {
    const bindings = await schedule(client, batch, round);
    for (const [name, { message }] of bindings) {
      if (message !== undefined) refused.set(name.slice(round.length + 1), message);
    }
    // The pods of DaemonSets stay: the others are tried beside them.
    if (!everywhere) await clear(client, pod.namespace, round);
  }
  return refused;
}

/** Where the verdicts of a plan differ from what the scheduler did; and how many of them are undecided. */
function compare(
  cluster: Cluster,
  admitted: AdmittedPod,
  nodes: readonly FakeNode[],
  refused: ReadonlyMap<string, string>,
): { readonly differences: readonly string[]; readonly undecided: number } {
  let undecided = 0;
  const differences = nodes.flatMap(({ name, pool, shape }) => {
    const { value: reasons } = attempt(() => misfits(cluster, admitted, pool, shape));
    if (reasons === undefined) {
      undecided++;
      return [];
    }
    const message = refused.get(name);
    if ((reasons.length === 0) === (message === undefined)) return [];
    return [
      `${admitted.pod.owner} in ${admitted.pod.namespace} on ${name} (${shape.type.name}): ` +
        `we say ${reasons.join("; ") || "it fits"}, the scheduler ${message ?? "binds it"}`,
    ];
  });
  return { differences, undecided };
}

/**
 * Proves that the verdicts of placement are those of the real kube-scheduler, for every pod of every environment on a node of
 * every shape of its pools, with the pods of its DaemonSets beside it. Nodes are objects alone: that real ones announce what
 * these say is not proved here, nor that storage can be attached.
 */
describe("every pod of the plans on every kind of node, bound by a real kube-scheduler", function () {
  this.timeout(20 * 60_000);
  let plane: ControlPlane | undefined;

  before(function () {
    const reason = missingControlPlane();
    if (reason !== undefined) skip(this, reason);
  });

  afterEach(() => plane?.stop());

  for (const environment of environmentNames()) {
    it(`goes where the plan of ${environment} says, and nowhere else`, async () => {
      const cluster = clusterOf(await plannedWorld(environment));
      plane = await startControlPlane({ scheduler: true });
      const { client } = plane;
      const nodes = nodesOf(cluster.pools);
      await prepare(client, cluster);
      await Promise.all(nodes.map((node) => create(client, nodeObject(node))));
      const agentsFirst = cluster.pods.toSorted(
        (a, b) => Number(b.replicas === undefined) - Number(a.replicas === undefined),
      );
      const found = { verdicts: 0, fits: 0, undecided: 0 };
      const differences: string[] = [];
      for (const [index, pod] of agentsFirst.entries()) {
        const refused = await bound(client, pod, nodes, `r${index}`);
        const result = compare(cluster, admit(cluster.stack, pod), nodes, refused);
        differences.push(...result.differences);
        found.verdicts += nodes.length;
        found.fits += nodes.length - refused.size;
        found.undecided += result.undecided;
      }
      console.log(
        `    ${cluster.pods.length} pods on ${nodes.length} nodes of ${cluster.pools.length} pools: ` +
          `${found.verdicts} verdicts, ${found.fits} fit, ${found.undecided} undecided, ${differences.length} differ`,
      );
      assert.deepEqual(differences, []);
      assert.ok(found.fits > 0 && found.fits < found.verdicts, "the scheduler said the same of all");
    });
  }
});
