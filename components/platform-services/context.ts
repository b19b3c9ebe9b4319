import type * as pulumi from "@pulumi/pulumi";
import type { Mirrors } from "../kubernetes/mirrors.ts";

/** What the controllers of the platform's services have in common: the cluster they run on, and how. */
export interface ControllerContext extends Mirrors {
  /** EKS cluster that the controllers run on. */
  readonly clusterName: pulumi.Input<string>;
  /** Name of the environment, such as `staging`. */
  readonly environment: string;
  /** AWS region of the cluster. */
  readonly region: string;
  /** VPC of the cluster. */
  readonly vpcId: pulumi.Input<string>;
  /** All IPv4 ranges of the VPC: the API server calls webhooks, and load balancers call pods, from within. */
  readonly vpcCidrs: readonly string[];
  /** Whether each controller has two replicas and a disruption budget, instead of one. */
  readonly highlyAvailable: boolean;
  /** Tags of what the controllers create in AWS: the sweep after a teardown finds leftovers by them. */
  readonly tags: Readonly<Record<string, string>>;
}

export const replicas = (context: ControllerContext): number => (context.highlyAvailable ? 2 : 1);

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
