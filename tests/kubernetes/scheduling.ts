import { setTimeout as pause } from "node:timers/promises";
import type { PlannedPod } from "@aip/proof/world/pod.ts";
import type { ApiClient, Manifest } from "./client.ts";

type Spec = Record<string, unknown>;

const list = (value: unknown): Spec[] => (Array.isArray(value) ? (value as Spec[]) : []);

/**
 * A container that the API server accepts. What an operator makes of its object has no image in the plan, and volumes of
 * claim templates are added by the StatefulSet's controller; the scheduler asks for neither.
 */
const complete = ({ volumeMounts: _, volumeDevices: __, ...container }: Spec): Spec => ({
  name: "main",
  image: "registry.example.com/none:1",
  ...container,
});

/** A term of node affinity that holds on this node alone, as the DaemonSet controller writes it. */
const pinned = (term: Spec, node: string): Spec => ({
  ...term,
  matchFields: [{ key: "metadata.name", operator: "In", values: [node] }],
});

/** Required node affinity with this node in each of its alternatives. */
function affinityTo(node: string, affinity: Spec): Spec {
  const nodeAffinity = (affinity.nodeAffinity ?? {}) as Spec;
  const key = "requiredDuringSchedulingIgnoredDuringExecution";
  const terms = list((nodeAffinity[key] as Spec | undefined)?.nodeSelectorTerms);
  const pinnedTerms = (terms.length === 0 ? [{}] : terms).map((term) => pinned(term, node));
  return { ...affinity, nodeAffinity: { ...nodeAffinity, [key]: { nodeSelectorTerms: pinnedTerms } } };
}

/** What the scheduler reads of a pod's spec. What an operator's object says of its pods stands among much else. */
const scheduled = [
  "hostNetwork",
  "nodeSelector",
  "overhead",
  "runtimeClassName",
  "schedulerName",
  "topologySpreadConstraints",
  "volumes",
];

export interface PodOptions {
  readonly name: string;
  /** Label by which the pods of one round are found and deleted. */
  readonly round: string;
  /** The only node the pod may go to. Default: any. */
  readonly node?: string;
  /** Default: those of the pod. */
  readonly tolerations?: readonly unknown[];
}

/**
 * A planned pod as an object, with what the scheduler reads. Its priority is left out, so that pods which are tried on the same node push out none of those
 * that run there; claims are those of `claimsOf`.
 */
export function podObject(pod: PlannedPod, { name, round, node, tolerations }: PodOptions): Manifest {
  const spec = pod.spec.raw() as Spec;
  const added = tolerations ?? [];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      namespace: pod.namespace,
      labels: { ...pod.labels, "aip-test/round": round },
    } as Manifest["metadata"],
    spec: {
      ...Object.fromEntries(scheduled.flatMap((key) => (spec[key] === undefined ? [] : [[key, spec[key]]]))),
      containers: list(spec.containers).map(complete),
      ...(spec.initContainers ? { initContainers: list(spec.initContainers).map(complete) } : {}),
      tolerations: [...list(spec.tolerations), ...added],
      affinity: node === undefined ? spec.affinity : affinityTo(node, (spec.affinity ?? {}) as Spec),
    },
  };
}

/** Claims of a pod, each bound to a volume that any node can mount: storage is not what is asked here. */
export const claimsOf = (pod: PlannedPod): readonly Manifest[] =>
  list((pod.spec.raw() as Spec).volumes).flatMap((volume) => {
    const name = (volume.persistentVolumeClaim as Spec | undefined)?.claimName as string | undefined;
    if (name === undefined) return [];
    const size = { storage: "1Gi" };
    const volumeName = `${pod.namespace}-${name}`;
    const bound = { "pv.kubernetes.io/bind-completed": "yes", "pv.kubernetes.io/bound-by-controller": "yes" };
    const shared = { accessModes: ["ReadWriteMany"], storageClassName: "" };
    return [
      {
        apiVersion: "v1",
        kind: "PersistentVolume",
        metadata: { name: volumeName },
        spec: {
          ...shared,
          capacity: size,
          csi: { driver: "test.example.com", volumeHandle: volumeName },
          claimRef: { namespace: pod.namespace, name },
        },
      },
      {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        metadata: { name, namespace: pod.namespace, annotations: bound } as Manifest["metadata"],
        spec: { ...shared, resources: { requests: size }, volumeName },
      },
    ];
  });

interface PodStatus {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly nodeName?: string };
  readonly status?: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly message?: string;
    }[];
  };
}

/** Where the scheduler put a pod, or why it did not. */
export interface Binding {
  readonly node?: string;
  readonly message?: string;
}

const bindingOf = ({ spec, status }: PodStatus): Binding | undefined => {
  if (spec.nodeName !== undefined) return { node: spec.nodeName };
  const refused = status?.conditions?.find(
    ({ type, status }) => type === "PodScheduled" && status === "False",
  );
  return refused && { message: refused.message ?? "" };
};

/** Creates an object, and throws what the API server has against it. */
export async function create(client: ApiClient, manifest: Manifest): Promise<void> {
  const path = await client.pathOf(manifest);
  const collection = path?.slice(0, path.lastIndexOf("/"));
  const { status, body } = await client.request("POST", `${collection}?fieldValidation=Strict`, manifest);
  if (status >= 300) throw new Error(`${manifest.kind} ${manifest.metadata.name}: ${String(body.message)}`);
}

/**
 * Creates pods, and waits until the scheduler has decided about each.
 *
 * @returns What became of each pod, by name.
 */
export async function schedule(
  client: ApiClient,
  pods: readonly Manifest[],
  round: string,
): Promise<ReadonlyMap<string, Binding>> {
  await Promise.all(pods.map((pod) => create(client, pod)));
  await pause(100);
  const path = `/api/v1/pods?labelSelector=${encodeURIComponent(`aip-test/round=${round}`)}`;
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const { body } = await client.request("GET", path);
    const decided = new Map(
      (body.items as PodStatus[]).flatMap((pod) => {
        const binding = bindingOf(pod);
        return binding ? [[pod.metadata.name, binding] as const] : [];
      }),
    );
    if (decided.size === pods.length) return decided;
    await pause(150);
  }
  throw new Error(`the scheduler did not decide about all of ${pods.length} pods within 60 seconds`);
}

/** Deletes the pods of a round at once. */
export async function clear(client: ApiClient, namespace: string, round: string): Promise<void> {
  const selector = encodeURIComponent(`aip-test/round=${round}`);
  const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}&gracePeriodSeconds=0`;
  await client.request("DELETE", path);
}
