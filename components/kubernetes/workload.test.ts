import assert from "node:assert/strict";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import { Workload } from "./workload.ts";
import type { WorkloadArgs } from "./workload-args.ts";

const plain: WorkloadArgs = {
  serviceName: "api",
  namespace: "default",
  image: "registry.example.com/api:1.2.3",
  port: 8000,
  resources: { cpu: "500m", memory: "1Gi" },
  probes: { readyPath: "/ready" },
  scaling: { by: "fixed", replicas: 2 },
};

/** The resources of a workload: what a plan would show. It proves nothing about pods that run. */
async function plan(args: Partial<WorkloadArgs> = {}): Promise<readonly RegisteredResource[]> {
  const cloud = simulatedCloud({ region: "us-east-1" });
  const type = "aws:eks/cluster:Cluster";
  cloud.create(`urn:pulumi:test::cluster::${type}::cluster`, type, { name: "platform" }, () => {});
  const { resources } = await runProgram({
    project: "test",
    stack: "test",
    config: {},
    cloud,
    stacks: new Map(),
    program: async () => {
      const providers = [
        new aws.Provider("aws", { region: "us-east-1" }),
        new kubernetes.Provider("kubernetes", {}),
      ];
      new Workload("api", { ...plain, ...args }, { providers });
      return {};
    },
  });
  return resources.filter(({ type }) => !type.startsWith("pulumi:"));
}

const kinds = (resources: readonly RegisteredResource[]): string[] =>
  resources.map(({ type }) => type.split(":").at(-1) as string).sort();

function only(resources: readonly RegisteredResource[], kind: string): RegisteredResource {
  const found = resources.filter(({ type }) => type.endsWith(`:${kind}`));
  assert.equal(found.length, 1, kind);
  return found[0] as RegisteredResource;
}

const spec = (resource: RegisteredResource): Properties => resource.inputs.spec as Properties;

interface Pod {
  metadata: { annotations?: Record<string, string> };
  spec: Properties & { containers: Properties[]; securityContext: Properties };
}
const pod = (resources: readonly RegisteredResource[]): Pod =>
  spec(only(resources, "Deployment")).template as unknown as Pod;

/** The one container of the pods. */
function container(resources: readonly RegisteredResource[]): Properties {
  const [first] = pod(resources).spec.containers;
  assert.ok(first);
  return first;
}

describe("Workload", () => {
  it("is a Deployment with account, service, network policy and disruption budget, and nothing else", async () => {
    assert.deepEqual(kinds(await plan()), [
      "Deployment",
      "NetworkPolicy",
      "PodDisruptionBudget",
      "Service",
      "ServiceAccount",
      "Workload",
    ]);
  });

  it("gives its pods no privilege, no writable file system but /tmp, and no token", async () => {
    const { spec } = pod(await plan());
    assert.equal(spec.automountServiceAccountToken, false);
    assert.deepEqual(spec.securityContext, {
      fsGroup: 10001,
      fsGroupChangePolicy: "OnRootMismatch",
      runAsGroup: 10001,
      runAsNonRoot: true,
      runAsUser: 10001,
      seccompProfile: { type: "RuntimeDefault" },
    });
    const [first] = spec.containers;
    assert.deepEqual(first?.securityContext, {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    });
    assert.deepEqual(first?.volumeMounts, [{ mountPath: "/tmp", name: "tmp" }]);
  });

  it("probes start, readiness and life, and limits memory to what it requests", async () => {
    const first = container(
      await plan({ probes: { readyPath: "/ready", livePath: "/live", startupSeconds: 60 } }),
    );
    const path = (probe: string) => ((first[probe] as Properties).httpGet as Properties).path;
    assert.deepEqual(["startupProbe", "readinessProbe", "livenessProbe"].map(path), [
      "/ready",
      "/ready",
      "/live",
    ]);
    assert.equal((first.startupProbe as Properties).failureThreshold, 6);
    assert.deepEqual(first.resources, {
      limits: { memory: "1Gi" },
      requests: { cpu: "500m", memory: "1Gi" },
    });
  });

  it("lets nobody in and its pods nowhere, until somebody is named", async () => {
    const closed = spec(only(await plan(), "NetworkPolicy"));
    assert.deepEqual([closed.policyTypes, closed.ingress, closed.egress], [["Ingress", "Egress"], [], []]);
    const open = spec(
      only(
        await plan({
          callers: [{ namespace: "airflow" }],
          egress: [{ peers: [{ cidr: "10.0.0.0/16" }], ports: [5432] }],
        }),
        "NetworkPolicy",
      ),
    );
    assert.deepEqual(open.ingress, [
      {
        from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "airflow" } } }],
        ports: [{ port: 8000, protocol: "TCP" }],
      },
    ]);
    assert.deepEqual(open.egress, [
      { to: [{ ipBlock: { cidr: "10.0.0.0/16" } }], ports: [{ port: 5432, protocol: "TCP" }] },
    ]);
  });

  it("can always be moved off a node, pod by pod", async () => {
    const budget = spec(only(await plan({ scaling: { by: "fixed", replicas: 1 } }), "PodDisruptionBudget"));
    assert.equal(budget.maxUnavailable, 1);
    assert.ok(!("minAvailable" in budget));
  });

  it("starts pods with an AWS identity after its association, and lets them fetch credentials", async () => {
    const resources = await plan({
      identity: {
        clusterName: "platform",
        statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::models/*"] }],
      },
    });
    const association = only(resources, "PodIdentityAssociation");
    assert.deepEqual([association.inputs.namespace, association.inputs.serviceAccount], ["default", "api"]);
    assert.ok(only(resources, "Deployment").dependsOn.includes(association.urn));
    assert.match(JSON.stringify(spec(only(resources, "NetworkPolicy")).egress), /169\.254\.170\.23\/32/);
  });

  it("leaves the number of pods to its autoscaler", async () => {
    const byCpu = await plan({ scaling: { by: "cpu", min: 2, max: 6 } });
    assert.ok(!("replicas" in spec(only(byCpu, "Deployment"))));
    const autoscaler = spec(only(byCpu, "HorizontalPodAutoscaler"));
    assert.deepEqual([autoscaler.minReplicas, autoscaler.maxReplicas], [2, 6]);

    const byQueue = await plan({
      scaling: {
        by: "prometheus",
        min: 0,
        max: 4,
        serverAddress: "http://prometheus:9090",
        query: "sum(queue)",
        threshold: 5,
      },
    });
    assert.equal(spec(only(byQueue, "ScaledObject")).minReplicaCount, 0);
    assert.ok(!kinds(byQueue).includes("HorizontalPodAutoscaler"));
  });

  it("is reached through the gateway only where it has a route, and then from its addresses", async () => {
    const resources = await plan({
      route: {
        gateway: { name: "platform", namespace: "gateway" },
        hostname: "api.example.com",
        from: [{ cidr: "10.0.0.0/16" }],
      },
    });
    const route = spec(only(resources, "HTTPRoute"));
    assert.deepEqual(route.hostnames, ["api.example.com"]);
    assert.deepEqual(route.parentRefs, [{ name: "platform", namespace: "gateway" }]);
    assert.match(
      JSON.stringify(spec(only(resources, "TargetGroupConfiguration"))),
      /"healthCheckPath":"\/ready"/,
    );
    assert.match(JSON.stringify(spec(only(resources, "NetworkPolicy")).ingress), /10\.0\.0\.0\/16/);
  });

  it("starts its pods anew when a file of its configuration changes, and only then", async () => {
    const hash = async (content: string) =>
      pod(await plan({ configFiles: { mountPath: "/etc/api", files: { "a.yaml": content } } })).metadata
        .annotations;
    assert.deepEqual(await hash("a: 1"), await hash("a: 1"));
    assert.notDeepEqual(await hash("a: 1"), await hash("a: 2"));
  });

  it("is started anew by Reloader after one of its secrets has changed, and only where it has some", async () => {
    const annotations = async (args: Partial<WorkloadArgs>) =>
      (only(await plan(args), "Deployment").inputs.metadata as Properties).annotations;
    const expected = { "secret.reloader.stakater.com/auto": "true" };
    assert.equal(await annotations({ env: { LEVEL: "info" } }), undefined);
    assert.deepEqual(
      await annotations({ secretFiles: [{ volume: "login", secretName: "api", mountPath: "/etc/login" }] }),
      expected,
    );
    assert.deepEqual(await annotations({ secretEnv: { TOKEN: { secretName: "api", key: "t" } } }), expected);
  });

  it("takes secrets as variables by reference, and files that others of its namespace have too", async () => {
    const { spec } = pod(
      await plan({
        secretEnv: { TOKEN: { secretName: "api-login", key: "token" } },
        configMapFiles: [{ volume: "trust", configMapName: "trust", mountPath: "/etc/trust" }],
      }),
    );
    assert.deepEqual(spec.containers[0]?.env, [
      { name: "HOME", value: "/tmp" },
      { name: "TOKEN", valueFrom: { secretKeyRef: { name: "api-login", key: "token" } } },
    ]);
    assert.deepEqual((spec.volumes as Properties[]).at(-1), { name: "trust", configMap: { name: "trust" } });
  });

  it("may ask for readiness by a command, which decides nothing about life", async () => {
    const { readinessProbe, livenessProbe, startupProbe } = container(
      await plan({ probes: { readyPath: "/ready", readyCommand: ["ask", "database"] } }),
    ) as Record<string, Properties>;
    assert.deepEqual(readinessProbe?.exec, { command: ["ask", "database"] });
    assert.equal(readinessProbe?.httpGet, undefined);
    for (const probe of [livenessProbe, startupProbe])
      assert.deepEqual(probe?.httpGet, { path: "/ready", port: "http" });
  });

  it("takes secrets as files", async () => {
    const { spec } = pod(
      await plan({ secretFiles: [{ volume: "login", secretName: "api-login", mountPath: "/etc/login" }] }),
    );
    assert.deepEqual(spec.containers[0]?.volumeMounts, [
      { mountPath: "/tmp", name: "tmp" },
      { mountPath: "/etc/login", name: "login", readOnly: true },
    ]);
    assert.doesNotMatch(JSON.stringify(spec.containers[0]?.env), /secretKeyRef/);
  });

  it("refuses arguments that are not possible, all in one error", async () => {
    const wrong: Partial<WorkloadArgs> = {
      serviceName: "Api",
      port: 80,
      resources: { cpu: "lots", memory: "1Gi" },
      probes: { readyPath: "ready" },
      userId: 0,
      scaling: { by: "cpu", min: 3, max: 1 },
      metrics: { path: "/metrics", monitorLabel: "release", prometheusNamespace: "observability" },
    };
    await assert.rejects(plan(wrong), (error: Error) => {
      for (const argument of [
        "serviceName",
        "port",
        "resources.cpu",
        "probes.readyPath",
        "userId",
        "scaling.max",
        "metrics.monitorLabel",
      ]) {
        assert.match(error.message, new RegExp(`- ${argument}: found .+; allowed: `));
      }
      return true;
    });
  });
});
