import type { NamedPort, PodEndpoint } from "@aip/common/kubernetes/connection.ts";
import { type PlannedPod, serviceAccountOf } from "../world/pod.ts";
import { portsOf } from "../world/ports.ts";
import type { World } from "../world/world.ts";
import { podBlocks } from "./addresses.ts";

/** Whoever begins a connection from within the cluster, or is called there. */
export interface Caller {
  /** As messages name it. */
  readonly title: string;
  readonly serviceAccount: string;
  readonly end: PodEndpoint;
}

/** The pods of the plan as one end of a connection. */
export const callerOf = (world: World, pod: PlannedPod): Caller => ({
  title: `${pod.owner} in ${pod.namespace}`,
  serviceAccount: serviceAccountOf(pod),
  end: {
    namespace: pod.namespace,
    namespaceLabels: world.namespaces.get(pod.namespace) ?? {},
    labels: pod.labels,
    ports: portsOf(pod).filter(({ name }) => name !== ""),
    addresses: podBlocks(world),
    hostNetwork: pod.spec.at("hostNetwork").flag() === true,
  },
});

/** A pod that somebody starts later, and that no plan shows: a notebook of a team, or an intruder's. */
export const visitor = (
  world: World,
  {
    title,
    namespace,
    ...more
  }: {
    readonly title: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly serviceAccount?: string;
    readonly ports?: readonly NamedPort[];
  },
): Caller => ({
  title,
  serviceAccount: more.serviceAccount ?? "default",
  end: {
    namespace,
    namespaceLabels: world.namespaces.get(namespace) ?? {},
    labels: more.labels ?? {},
    ports: more.ports ?? [],
    addresses: podBlocks(world),
  },
});
