import { createHash } from "node:crypto";
import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { containerEnv, fileMounts, fileVolumes } from "./pod-inputs.ts";
import { restrictedContainer, restrictedPod } from "./security-context.ts";
import type { ResolvedWorkload } from "./workload-args.ts";

type PodTemplate = kubernetes.types.input.core.v1.PodTemplateSpec;

/** The labels by which a workload's pods are found. They never change: a Deployment cannot change its selector. */
export const podLabels = (serviceName: string): Record<string, string> => ({
  "app.kubernetes.io/name": serviceName,
});

/** The pods of a workload. */
export function podTemplate(spec: ResolvedWorkload): PodTemplate {
  const { serviceName, configFiles } = spec;
  const labels = podLabels(serviceName);
  return {
    metadata: {
      labels: { ...labels, "app.kubernetes.io/part-of": "ai-platform" },
      ...(configFiles === undefined
        ? {}
        : { annotations: { "ai-platform/config-hash": contentHash(configFiles.files) } }),
    },
    spec: {
      priorityClassName: spec.priorityClass,
      serviceAccountName: serviceName,
      automountServiceAccountToken: spec.needsKubernetesApi ?? false,
      enableServiceLinks: false,
      securityContext: restrictedPod(spec.userId),
      topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map(
        (topologyKey) => ({
          maxSkew: 1,
          topologyKey,
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: labels },
        }),
      ),
      containers: [
        {
          name: serviceName,
          image: spec.image,
          ...(spec.command === undefined ? {} : { command: [...spec.command] }),
          ...(spec.args === undefined ? {} : { args: [...spec.args] }),
          ports: [{ name: "http", containerPort: spec.port, protocol: "TCP" }],
          env: containerEnv(spec),
          resources: {
            requests: { cpu: spec.resources.cpu, memory: spec.resources.memory },
            limits: { memory: spec.resources.memory },
          },
          securityContext: restrictedContainer,
          ...probes(spec),
          // The load balancer and the endpoints learn of the end of a pod only some seconds later.
          lifecycle: { preStop: { sleep: { seconds: 10 } } },
          volumeMounts: [
            { name: "tmp", mountPath: "/tmp" },
            ...(configFiles === undefined
              ? []
              : [{ name: "config", mountPath: configFiles.mountPath, readOnly: true }]),
            ...fileMounts(spec),
          ],
        },
      ],
      volumes: [
        { name: "tmp", emptyDir: { sizeLimit: spec.temporarySpace } },
        ...(configFiles === undefined ? [] : [{ name: "config", configMap: { name: serviceName } }]),
        ...fileVolumes(spec),
      ],
    },
  };
}

function probes(spec: ResolvedWorkload) {
  const { readyPath, readyCommand, livePath = readyPath, startupSeconds = 120 } = spec.probes;
  const periodSeconds = 10;
  const timing = { periodSeconds, timeoutSeconds: 5 };
  const get = (path: string) => ({ httpGet: { path, port: "http" }, ...timing });
  const ready =
    readyCommand === undefined ? get(readyPath) : { exec: { command: [...readyCommand] }, ...timing };
  return {
    startupProbe: { ...get(readyPath), failureThreshold: Math.ceil(startupSeconds / periodSeconds) },
    readinessProbe: { ...ready, failureThreshold: 3 },
    livenessProbe: { ...get(livePath), failureThreshold: 6 },
  };
}

const contentHash = (files: Readonly<Record<string, pulumi.Input<string>>>): pulumi.Output<string> =>
  pulumi
    .jsonStringify({ ...files })
    .apply((text) => createHash("sha256").update(text).digest("hex").slice(0, 16));
