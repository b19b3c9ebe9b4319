import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { egressRules, type Flow, ingressRules, type Peer, toPeer } from "./traffic.ts";

export interface AllowTrafficArgs {
  /** Name of the NetworkPolicy in its namespace. */
  readonly policyName: string;
  /** Namespace of the policy and of its pods. */
  readonly namespace: pulumi.Input<string>;
  /** Labels of the pods the policy is for. Default: all pods of the namespace. */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Whether the pods may speak with every other pod of the namespace. Default: they may not. */
  readonly withinNamespace?: boolean;
  /** Connections that may come in. Default: none. */
  readonly ingress?: readonly Flow[];
  /** Connections that may go out. Default: none. */
  readonly egress?: readonly Flow[];
  /** Where the pods may go on every port. Default: nowhere. */
  readonly egressEveryPort?: readonly Peer[];
}

/** Allows connections that the namespace refuses by default. Policies add up: none takes away what another allows. */
export function allowTraffic(
  name: string,
  args: AllowTrafficArgs,
  options: pulumi.CustomResourceOptions,
): kubernetes.networking.v1.NetworkPolicy {
  const neighbours = { podSelector: {} };
  return new kubernetes.networking.v1.NetworkPolicy(
    name,
    {
      metadata: { name: args.policyName, namespace: args.namespace },
      spec: {
        podSelector: args.podLabels === undefined ? {} : { matchLabels: { ...args.podLabels } },
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          ...(args.withinNamespace ? [{ from: [neighbours] }] : []),
          ...ingressRules(args.ingress ?? []),
        ],
        egress: [
          ...(args.egressEveryPort ? [{ to: args.egressEveryPort.map(toPeer) }] : []),
          ...(args.withinNamespace ? [{ to: [neighbours] }] : []),
          ...egressRules(args.egress ?? []),
        ],
      },
    },
    options,
  );
}
