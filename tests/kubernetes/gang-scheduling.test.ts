import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { skip } from "../support/skip.ts";
import type { Manifest } from "./client.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { missingKueue, startKueue } from "./kueue.ts";
import { create } from "./scheduling.ts";
import { missingControlPlane } from "./toolchain.ts";

const gpu = "nvidia.com/gpu";
const kueue = "kueue.x-k8s.io/v1beta2";

/**
 * Proves what Kubernetes AI Conformance asks of gang scheduling, with the Kueue that the platform installs, on a real control
 * plane: a job runs with all of its pods, or with none. Nodes are objects alone, so that pods are bound and do not run.
 */
describe("gang_scheduling, by the real Kueue", function () {
  this.timeout(5 * 60_000);
  const work = mkdtempSync(join(tmpdir(), "aip-kueue-"));
  let plane: ControlPlane | undefined;
  let controller: ChildProcess | undefined;

  const job = (name: string, pods: number): Manifest => ({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name,
      namespace: "default",
      labels: { "kueue.x-k8s.io/queue-name": "queue" },
    } as Manifest["metadata"],
    spec: {
      suspend: true,
      parallelism: pods,
      completions: pods,
      template: {
        spec: {
          restartPolicy: "Never",
          containers: [
            {
              name: "main",
              image: "registry.example.com/none:1",
              resources: { requests: { cpu: "1" }, limits: { [gpu]: "1" } },
            },
          ],
        },
      },
    },
  });

  /** Nodes of the pods of a job; undefined for a pod that has none. */
  async function nodesOf(name: string): Promise<(string | undefined)[]> {
    const selector = encodeURIComponent(`batch.kubernetes.io/job-name=${name}`);
    assert.ok(plane);
    const { body } = await plane.client.request("GET", `/api/v1/pods?labelSelector=${selector}`);
    return (body.items as { spec: { nodeName?: string } }[]).map(({ spec }) => spec.nodeName);
  }

  before(async function () {
    const reason = missingControlPlane() ?? missingKueue();
    if (reason !== undefined) skip(this, reason);
    plane = await startControlPlane({ scheduler: true, controllers: { "job-controller": {} } });
    controller = await startKueue(plane, work);
    const { client } = plane;
    const amounts = { cpu: "64", memory: "256Gi", pods: "110", [gpu]: "8" };
    await create(client, {
      apiVersion: "v1",
      kind: "Node",
      metadata: { name: "with-gpus" },
      status: { capacity: amounts, allocatable: amounts, conditions: [{ type: "Ready", status: "True" }] },
    });
    const resources = [
      { name: "cpu", nominalQuota: "64" },
      { name: gpu, nominalQuota: "4" },
    ];
    await create(client, { apiVersion: kueue, kind: "ResourceFlavor", metadata: { name: "gpu" }, spec: {} });
    await create(client, {
      apiVersion: kueue,
      kind: "ClusterQueue",
      metadata: { name: "team" },
      spec: {
        namespaceSelector: {},
        resourceGroups: [{ coveredResources: ["cpu", gpu], flavors: [{ name: "gpu", resources }] }],
      },
    });
    const metadata = { name: "queue", namespace: "default" };
    await create(client, { apiVersion: kueue, kind: "LocalQueue", metadata, spec: { clusterQueue: "team" } });
  });

  after(() => {
    controller?.kill("SIGKILL");
    plane?.stop();
    rmSync(work, { recursive: true, force: true });
  });

  it("binds all pods of a job that has room for all", async () => {
    assert.ok(plane);
    await create(plane.client, job("fits", 4));
    let nodes: (string | undefined)[] = [];
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(250)) {
      nodes = await nodesOf("fits");
      if (nodes.length === 4 && nodes.every((node) => node !== undefined)) break;
    }
    assert.deepEqual(nodes, ["with-gpus", "with-gpus", "with-gpus", "with-gpus"]);
  });

  it("starts no pod of a job that has room for all but one, though nodes have room for some", async () => {
    assert.ok(plane);
    const { client } = plane;
    await create(client, job("too-large", 5));
    const path = `/apis/${kueue}/namespaces/default/workloads`;
    let message = "";
    for (const deadline = Date.now() + 60_000; Date.now() < deadline && message === ""; await pause(250)) {
      const { body } = await client.request("GET", path);
      const workloads = body.items as {
        metadata: { name: string };
        status?: { conditions?: { type: string; status: string; message: string }[] };
      }[];
      const own = workloads.find(({ metadata }) => metadata.name.startsWith("job-too-large"));
      message =
        own?.status?.conditions?.find(({ type, status }) => type === "QuotaReserved" && status === "False")
          ?.message ?? "";
    }
    assert.match(message, /insufficient quota for nvidia\.com\/gpu/);
    assert.deepEqual(await nodesOf("too-large"), []);
    const { body } = await client.request("GET", "/apis/batch/v1/namespaces/default/jobs/too-large");
    assert.equal((body.spec as { suspend: boolean }).suspend, true);
  });
});
