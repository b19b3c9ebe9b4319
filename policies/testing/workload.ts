import type { Inputs } from "./cases.ts";

/** A container that keeps every rule, with what differs. */
export const container = (different: Inputs = {}, security: Inputs = {}): Inputs => ({
  name: "server",
  image: "ghcr.io/acme/server:1.2.3@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  ports: [{ containerPort: 8080 }],
  resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
  readinessProbe: { httpGet: { path: "/ready", port: 8080 } },
  livenessProbe: { httpGet: { path: "/live", port: 8080 } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
    ...security,
  },
  ...different,
});

/** The spec of a pod that keeps every rule, with what differs. */
export const pod = (different: Inputs = {}, containers: readonly unknown[] = [container()]): Inputs => ({
  serviceAccountName: "server",
  securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" },
  ],
  containers,
  ...different,
});

export const workload = (spec: unknown = pod(), different: Inputs = {}): Inputs => ({
  metadata: { name: "server", namespace: "ml", labels: { "app.kubernetes.io/name": "server" } },
  spec: { replicas: 2, template: { metadata: { labels: { app: "server" } }, spec }, ...different },
});
