import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { environmentNames } from "@aip/environments";
import { chartsFolder } from "../charts/reference.ts";
import { skip } from "../support/skip.ts";
import type { Manifest } from "./client.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { installDefinitions } from "./crds.ts";
import { plannedObjects } from "./manifests.ts";
import { podOf } from "./pods.ts";
import { missingControlPlane } from "./toolchain.ts";

/** Why the test cannot run here, or undefined. */
function missing(): string | undefined {
  if (!existsSync(chartsFolder)) {
    return `no charts with their custom resource definitions are here (${chartsFolder}): AIP_CHARTS names a folder of unpacked charts`;
  }
  return missingControlPlane();
}

/**
 * Proves that a real API server accepts every Kubernetes object of every plan, with unknown fields refused and CEL rules
 * evaluated, and admits a pod of every workload under the Pod Security level of its namespace. It does not prove that
 * anything then runs: there is no controller and no node.
 */
describe("every Kubernetes object of the plans, shown to a real kube-apiserver", function () {
  this.timeout(15 * 60_000);
  let plane: ControlPlane;

  before(async function () {
    const reason = missing();
    if (reason !== undefined) skip(this, reason);
    plane = await startControlPlane();
  });

  after(() => plane?.stop());

  it("refuses an unknown field, and a pod that its namespace does not allow", async () => {
    const { client } = plane;
    const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "guarded", labels } };
    assert.equal(await client.apply(namespace, { dryRun: false }), undefined);
    const container = {
      name: "main",
      image: "registry.example.com/app:1",
      securityContext: { privileged: true },
    };
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "pod", namespace: "guarded" } };
    const refused = await client.apply({ ...pod, spec: { containers: [container] } }, { dryRun: true });
    assert.match(refused ?? "", /violates PodSecurity "restricted/);
    const unknown = await client.apply({ ...pod, spec: { container: [] } }, { dryRun: true });
    assert.match(unknown ?? "", /field not declared in schema/);
  });

  for (const environment of environmentNames()) {
    it(`accepts ${environment}`, async () => {
      const objects = await plannedObjects(environment);
      assert.ok(objects.length > 0, "the plan has no Kubernetes object");
      const { client } = plane;
      await installDefinitions(
        client,
        objects.map(({ manifest }) => manifest),
      );
      // What other objects have to find when they are admitted.
      const ground = objects.filter(({ manifest }) => ["Namespace", "PriorityClass"].includes(manifest.kind));
      const refused: string[] = [];
      for (const { urn, manifest } of ground) {
        const problem = await client.apply(manifest, { dryRun: false });
        if (problem !== undefined) refused.push(`${urn}: ${problem}`);
      }
      for (const { urn, manifest } of objects) {
        const problem = await client.apply(manifest, { dryRun: true });
        if (problem !== undefined) refused.push(`${urn}: ${problem}`);
        const pod = podOf(manifest);
        const unfit = pod && (await client.apply(pod as Manifest, { dryRun: true }));
        if (unfit) refused.push(`${urn}, its pod: ${unfit}`);
      }
      console.log(`    ${objects.length} objects of ${environment}, ${refused.length} refused`);
      assert.deepEqual(refused, []);
    });
  }
});
