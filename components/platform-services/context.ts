import type * as pulumi from "@pulumi/pulumi";
import type { Mirrors } from "../kubernetes/mirrors.ts";

/** What every part of the platform's services is told. */
export interface ServiceContext extends Mirrors {
  readonly clusterName: pulumi.Input<string>;
  /** The environment's name, such as `staging`. */
  readonly environment: string;
  readonly region: string;
  readonly vpcId: pulumi.Input<string>;
  /** All IPv4 ranges of the VPC: the API server calls webhooks, and load balancers call pods, from within. */
  readonly vpcCidrs: readonly string[];
  /** Two replicas of each controller, and disruption budgets. */
  readonly highlyAvailable: boolean;
  /** Tags of what the controllers create in AWS: the sweep after a teardown finds leftovers by them. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Controllers run on the system nodes, which are there before any other and go after all others. */
export const onSystemNodes = {
  nodeSelector: { "ai-platform/purpose": "system" },
  tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
} as const;

export const replicas = (context: ServiceContext): number => (context.highlyAvailable ? 2 : 1);

/** Requests, and a limit of memory at the request, so that a node never runs out; CPU is not capped. */
export const resources = (cpu: string, memory: string) => ({
  requests: { cpu, memory },
  limits: { memory },
});

/** What the Pod Security Standard `restricted` asks of a pod and of its containers. */
export const podSecurity = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } } as const;
export const containerSecurity = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
} as const;
