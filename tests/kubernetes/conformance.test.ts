import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { certificates } from "../real/support/certificates.ts";
import { skip } from "../support/skip.ts";
import type { ApiClient, Manifest } from "./client.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { create, schedule } from "./scheduling.ts";
import { missingControlPlane } from "./toolchain.ts";

type Body = Record<string, unknown>;

const gpu = "nvidia.com/gpu";

const node = (name: string, devices: Record<string, string>): Manifest => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: { name },
  status: {
    allocatable: { cpu: "8", memory: "32Gi", pods: "110", ...devices },
    capacity: { cpu: "8", memory: "32Gi", pods: "110", ...devices },
    conditions: [{ type: "Ready", status: "True", reason: "KubeletReady" }],
  },
});

const labelled = (name: string, round: string): Manifest["metadata"] =>
  ({ name, namespace: "default", labels: { "aip-test/round": round } }) as Manifest["metadata"];

const pod = (name: string, round: string, spec: Body, resources: Body = {}): Manifest => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: labelled(name, round),
  spec: { containers: [{ name: "main", image: "registry.example.com/none:1", ...resources }], ...spec },
});

const asking = (name: string, round: string, devices: number, more: Body = {}): Manifest =>
  pod(name, round, more, {
    resources: { requests: { cpu: "1" }, limits: devices === 0 ? {} : { [gpu]: String(devices) } },
  });

/** Waits until an object reads as it should, and says what it read at last otherwise. */
async function until(read: () => Promise<unknown>, wanted: unknown): Promise<void> {
  let last: unknown;
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(250)) {
    last = await read();
    if (last === wanted) return;
  }
  assert.equal(last, wanted);
}

/**
 * An external metrics API, as KEDA serves it, of one metric whose value the test sets. The API server reaches it through an
 * aggregated API and a Service that is a name.
 */
class MetricServer {
  value = 0;
  readonly #server: Server;

  constructor() {
    const root = "/apis/external.metrics.k8s.io/v1beta1";
    const folder = mkdtempSync(join(tmpdir(), "aip-metrics-"));
    certificates(folder);
    const [key, cert] = ["server.key", "server.crt"].map((name) => readFileSync(join(folder, name)));
    rmSync(folder, { recursive: true });
    this.#server = createServer({ key, cert }, (request, response) => {
      const item = { metricName: "queue-depth", metricLabels: {}, timestamp: new Date().toISOString() };
      const list = { kind: "ExternalMetricValueList", items: [{ ...item, value: String(this.value) }] };
      const resources = [
        { name: "externalmetrics", namespaced: true, kind: "ExternalMetricValueList", verbs: ["get"] },
      ];
      const isList = (request.url ?? "").startsWith(`${root}/namespaces/`);
      const body = isList
        ? { apiVersion: "external.metrics.k8s.io/v1beta1", metadata: {}, ...list }
        : {
            kind: "APIResourceList",
            apiVersion: "v1",
            groupVersion: "external.metrics.k8s.io/v1beta1",
            resources,
          };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(body));
    });
  }

  async start(client: ApiClient): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const { port } = this.#server.address() as AddressInfo;
    const metadata = { name: "metrics", namespace: "default" };
    const ports = [{ port }];
    await create(client, {
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec: { type: "ExternalName", externalName: "localhost", ports },
    });
    await create(client, {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name: "v1beta1.external.metrics.k8s.io" },
      spec: {
        group: "external.metrics.k8s.io",
        version: "v1beta1",
        service: { ...metadata, port },
        insecureSkipTLSVerify: true,
        groupPriorityMinimum: 100,
        versionPriority: 100,
      },
    });
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/**
 * Proves on a real control plane what Kubernetes AI Conformance asks of the scheduler and of autoscaling. Nodes are objects
 * alone: what a container sees of a device is not proved, and no pod runs.
 */
describe("AI conformance, on a real control plane", function () {
  this.timeout(15 * 60_000);
  let plane: ControlPlane;
  let metrics: MetricServer | undefined;

  before(async function () {
    const reason = missingControlPlane();
    if (reason !== undefined) skip(this, reason);
    plane = await startControlPlane({
      scheduler: true,
      controllers: {
        "deployment-controller": {},
        "replicaset-controller": {},
        "horizontal-pod-autoscaler-controller": {
          "horizontal-pod-autoscaler-sync-period": "1s",
          "horizontal-pod-autoscaler-downscale-stabilization": "1s",
        },
      },
    });
    await create(plane.client, node("with-gpus", { [gpu]: "2" }));
    await create(plane.client, node("without", {}));
  });

  after(() => {
    metrics?.stop();
    plane?.stop();
  });

  it("secure_accelerator_access: a device goes to one pod, on nodes that have it, and to none that asks for none", async () => {
    const { client } = plane;
    const first = await schedule(client, [asking("a", "first", 1), asking("b", "first", 1)], "first");
    assert.deepEqual([first.get("a")?.node, first.get("b")?.node], ["with-gpus", "with-gpus"]);
    const third = await schedule(client, [asking("c", "third", 1)], "third");
    assert.match(third.get("c")?.message ?? "", /Insufficient nvidia\.com\/gpu/);
    const none = await schedule(client, [asking("d", "none", 0)], "none");
    assert.ok(none.get("d")?.node, "a pod without a device is not kept off");
    const { body } = await client.request("GET", "/api/v1/namespaces/default/pods/d");
    assert.doesNotMatch(JSON.stringify(body.spec), /nvidia/);
    const part = asking("e", "part", 1);
    const [container] = (part.spec as { containers: Body[] }).containers;
    const halved = { ...container, resources: { limits: { [gpu]: "500m" } } };
    await assert.rejects(create(client, { ...part, spec: { containers: [halved] } }), /must be an integer/);
    const over = { ...container, resources: { requests: { [gpu]: "1" }, limits: { [gpu]: "2" } } };
    await assert.rejects(create(client, { ...part, spec: { containers: [over] } }), /must be equal to/);
  });

  it("dra_support: a claim gets a device that no other claim has, and a pod without one waits", async () => {
    const { client } = plane;
    const api = "resource.k8s.io/v1";
    const driver = "gpu.example.com";
    await create(client, {
      apiVersion: api,
      kind: "DeviceClass",
      metadata: { name: driver },
      spec: { selectors: [{ cel: { expression: `device.driver == "${driver}"` } }] },
    });
    await create(client, {
      apiVersion: api,
      kind: "ResourceSlice",
      metadata: { name: "without-gpus" },
      spec: {
        driver,
        nodeName: "without",
        pool: { name: "without", generation: 1, resourceSliceCount: 1 },
        devices: [{ name: "gpu-0" }],
      },
    });
    const claiming = async (name: string) => {
      await create(client, {
        apiVersion: api,
        kind: "ResourceClaim",
        metadata: { name, namespace: "default" },
        spec: { devices: { requests: [{ name: "gpu", exactly: { deviceClassName: driver } }] } },
      });
      const claims = { resourceClaims: [{ name: "gpu", resourceClaimName: name }] };
      return schedule(client, [pod(name, name, claims, { resources: { claims: [{ name: "gpu" }] } })], name);
    };
    assert.equal((await claiming("claim-a")).get("claim-a")?.node, "without");
    assert.match((await claiming("claim-b")).get("claim-b")?.message ?? "", /cannot allocate all claims/);
  });

  it("pod_autoscaling: pods with an accelerator are scaled up and down on a metric of their own", async () => {
    const { client } = plane;
    const served = new MetricServer();
    metrics = served;
    await served.start(client);
    const labels = { app: "model" };
    await create(client, {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "model", namespace: "default" },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: asking("model", "model", 1).spec },
      },
    });
    const target = { type: "AverageValue", averageValue: "10" };
    await create(client, {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "model", namespace: "default" },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "model" },
        minReplicas: 1,
        maxReplicas: 5,
        metrics: [{ type: "External", external: { metric: { name: "queue-depth" }, target } }],
      },
    });
    const replicas = async () => {
      const { body } = await client.request("GET", "/apis/apps/v1/namespaces/default/deployments/model");
      return (body.spec as { replicas: number }).replicas;
    };
    served.value = 38;
    await until(replicas, 4);
    served.value = 5;
    await until(replicas, 1);
  });
});
