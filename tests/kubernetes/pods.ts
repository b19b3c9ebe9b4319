import type { Manifest } from "./client.ts";

interface Template {
  readonly metadata?: { readonly labels?: unknown; readonly annotations?: unknown };
  readonly spec: unknown;
}

/** A pod as the controller of a workload would make it; undefined for objects that make none. */
export function podOf(manifest: Manifest): Manifest | undefined {
  const spec = manifest.spec as {
    template?: Template;
    jobTemplate?: { spec: { template: Template } };
    volumeClaimTemplates?: readonly { metadata: { name: string } }[];
  };
  const builtIn = ["apps/v1", "batch/v1"].includes(manifest.apiVersion);
  const template = builtIn ? (spec.jobTemplate?.spec.template ?? spec.template) : undefined;
  if (!template) return undefined;
  const { name, namespace } = manifest.metadata;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...template.metadata, name: `${name}-0`, ...(namespace === undefined ? {} : { namespace }) },
    spec: withClaims(template.spec as PodSpec, spec.volumeClaimTemplates ?? []),
  };
}

interface PodSpec {
  readonly volumes?: readonly unknown[];
}

/** A stateful set gives each of its pods the volumes that it claims for them. */
const withClaims = (pod: PodSpec, claims: readonly { metadata: { name: string } }[]): PodSpec =>
  claims.length === 0
    ? pod
    : {
        ...pod,
        volumes: [
          ...(pod.volumes ?? []),
          ...claims.map(({ metadata: { name } }) => ({ name, persistentVolumeClaim: { claimName: name } })),
        ],
      };
