import type * as pulumi from "@pulumi/pulumi";
import type { GatewayReference } from "../kubernetes/route.ts";
import type { Peer } from "../kubernetes/traffic.ts";

/** What the parts of the observability layer share. */
export interface ObservabilityContext {
  readonly environment: string;
  readonly region: string;
  readonly clusterName: string;
  /** Namespace of everything but what reads the nodes themselves. */
  readonly namespace: pulumi.Input<string>;
  /** Namespace of what needs privileges on the nodes. */
  readonly nodeNamespace: pulumi.Input<string>;
  /** Storage class of encrypted block volumes. */
  readonly storageClass: string;
  /** ClusterSecretStore that reads Secrets Manager. */
  readonly secretStore: string;
  /** KMS key of the secrets that are made up here. */
  readonly secretsKeyArn: pulumi.Input<string>;
  /** What brings the types of the Prometheus operator; whatever makes monitors waits for it. Default: nothing to wait for. */
  readonly monitors?: pulumi.Resource | undefined;
  readonly chartMirror?: string | undefined;
  readonly imageMirror?: string | undefined;
}

/** The way people reach a part from outside the cluster. */
export interface PublicAddress {
  readonly gateway: GatewayReference;
  readonly hostname: string;
  /** Where the gateway's requests come from. */
  readonly from: readonly Peer[];
}

/** Names of the namespaces, which other layers know from the contract's addresses. */
export const observabilityNamespace = "observability";
export const nodeNamespace = "node-telemetry";
