import assert from "node:assert/strict";
import { problems } from "./schema.ts";

const container = { name: "main", image: "registry.example.com/app:1.0" };
const deployment = (pod: Record<string, unknown> = {}, spec: Record<string, unknown> = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "app", namespace: "team" },
  spec: {
    selector: { matchLabels: { app: "a" } },
    template: { metadata: { labels: { app: "a" } }, spec: { containers: [container], ...pod } },
    ...spec,
  },
});
const paths = (manifest: Record<string, unknown>) => problems(manifest).map(({ property }) => property);

describe("the schemas of Kubernetes objects", () => {
  it("accept what an API server accepts", () => {
    assert.deepEqual(problems(deployment()), []);
    const rules = [
      { http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "s" } } }] } },
    ];
    assert.deepEqual(
      problems({
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        metadata: { name: "i" },
        spec: { rules },
      }),
      [],
    );
    const queue = {
      apiVersion: "kueue.x-k8s.io/v1beta2",
      kind: "LocalQueue",
      metadata: { name: "q", namespace: "n" },
    };
    assert.deepEqual(problems({ ...queue, spec: { clusterQueue: "all" } }), []);
  });

  it("pass over values that are not known yet, and fields that are null", () => {
    assert.deepEqual(problems(deployment({ serviceAccountName: undefined }, { replicas: undefined })), []);
    assert.deepEqual(problems(deployment({ nodeSelector: null })), []);
  });

  it("refuse unknown fields and unknown kinds", () => {
    assert.deepEqual(paths(deployment({ container: [] })), ["spec.template.spec.container"]);
    assert.deepEqual(paths({ apiVersion: "apps/v1", kind: "Deploymnet", metadata: { name: "x" } }), ["kind"]);
    assert.deepEqual(paths({ apiVersion: "apps/v1beta1", kind: "Deployment", metadata: { name: "x" } }), [
      "kind",
    ]);
  });

  it("refuse wrong types, missing fields and values that are not allowed", () => {
    assert.deepEqual(paths(deployment({}, { replicas: "2" })), ["spec.replicas"]);
    assert.deepEqual(paths(deployment({ containers: [{ name: "main", ports: [{}] }] })), [
      "spec.template.spec.containers[0].ports[0].containerPort",
    ]);
    const container = { name: "main", image: "i", imagePullPolicy: "Sometimes" };
    assert.deepEqual(paths(deployment({ containers: [container] })), [
      "spec.template.spec.containers[0].imagePullPolicy",
    ]);
  });

  it("refuse illegal names, labels and quantities, each with its path", () => {
    assert.deepEqual(paths({ ...deployment(), metadata: { name: "My_App" } }), ["metadata.name"]);
    assert.deepEqual(paths({ ...deployment(), metadata: { name: "app", labels: { team: "a b" } } }), [
      'metadata.labels."team"',
    ]);
    const resources = { requests: { memory: "4GB" } };
    assert.deepEqual(paths(deployment({ containers: [{ ...container, resources }] })), [
      "spec.template.spec.containers[0].resources.requests.memory",
    ]);
  });

  it("take what the API server takes and drops: a status, and the namespace of what is in none", () => {
    const metadata = { name: "team", namespace: "other" };
    assert.deepEqual(
      paths({ apiVersion: "v1", kind: "Namespace", metadata, status: { phase: "Active" } }),
      [],
    );
  });

  it("take a volume that each pod of a workload claims, and refuse two mounts at one path", () => {
    const volumeMounts = [
      { name: "data", mountPath: "/data" },
      { name: "data", mountPath: "/data" },
    ];
    const { apiVersion, metadata, spec } = deployment({ containers: [{ ...container, volumeMounts }] });
    const volumeClaimTemplates = [{ metadata: { name: "data" }, spec: {} }];
    assert.deepEqual(
      paths({
        apiVersion,
        kind: "StatefulSet",
        metadata,
        spec: { ...spec, serviceName: "s", volumeClaimTemplates },
      }),
      ["spec.template.spec.containers[0].volumeMounts[1].mountPath"],
    );
  });

  it("refuse what no single field shows: selectors, limits and volumes that do not fit", () => {
    assert.deepEqual(paths(deployment({}, { selector: { matchLabels: { app: "b" } } })), [
      'spec.selector.matchLabels."app"',
    ]);
    const resources = { requests: { cpu: "2", "nvidia.com/gpu": "1" }, limits: { cpu: "500m" } };
    assert.deepEqual(paths(deployment({ containers: [{ ...container, resources }] })), [
      "spec.template.spec.containers[0].resources.requests.cpu",
      'spec.template.spec.containers[0].resources.requests."nvidia.com/gpu"',
    ]);
    const volumeMounts = [{ name: "data", mountPath: "/data" }];
    assert.deepEqual(paths(deployment({ containers: [{ ...container, volumeMounts }] })), [
      "spec.template.spec.containers[0].volumeMounts[0].name",
    ]);
  });

  it("hold custom resources to their definitions", () => {
    const pool = {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "gpu" },
      spec: {
        template: { spec: { nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass" } } },
        taint: [],
      },
    };
    assert.deepEqual(paths(pool), [
      "spec.template.spec.requirements",
      "spec.template.spec.nodeClassRef.name",
      "spec.taint",
    ]);
  });
});
