import { type Input, type Resource, RunError } from "@pulumi/pulumi";
import type { Mirrors } from "../kubernetes/mirrors.ts";
import type { GatewayReference } from "../kubernetes/route.ts";
import type { Peer } from "../kubernetes/traffic.ts";

/** What the parts of the observability layer share. */
export interface ObservabilityContext extends Mirrors {
  /** Name of the environment. */
  readonly environment: string;
  /** Region that the cluster runs in. */
  readonly region: string;
  /** Name of the EKS cluster. */
  readonly clusterName: Input<string>;
  /** Namespace of everything but what reads the nodes themselves. */
  readonly namespace: Input<string>;
  /** Namespace of what needs privileges on the nodes. */
  readonly nodeNamespace: Input<string>;
  /** Storage class of encrypted block volumes. */
  readonly storageClass: Input<string>;
  /** ClusterSecretStore that reads Secrets Manager. Default: there is none, and nothing that needs a secret can run. */
  readonly secretStore?: Input<string> | undefined;
  /** KMS key of the secrets that are made up here. */
  readonly secretsKeyArn: Input<string>;
  /** What brings the types of the Prometheus operator; whatever makes monitors waits for it. Default: nothing to wait for. */
  readonly monitors?: Resource | undefined;
}

/** The way people reach a part from outside the cluster. */
export interface PublicAddress {
  /** The gateway whose routes lead to it. */
  readonly gateway: GatewayReference;
  /** Name under which people ask for it. */
  readonly hostname: string;
  /** Where the gateway's requests come from. */
  readonly from: readonly Peer[];
}

/** @throws RunError where the context names no secret store. */
export function secretStoreOf({ secretStore }: ObservabilityContext): Input<string> {
  if (secretStore !== undefined) return secretStore;
  throw new RunError("context.secretStore: found nothing; allowed: the name of a ClusterSecretStore");
}
