import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy.ts";
import { type SyncedSecret, syncSecret } from "../kubernetes/external-secret.ts";
import type { SecretKey } from "../kubernetes/pod-inputs.ts";
import { tokenVariable } from "./feature-store-config.ts";
import { askForBucket, bucketStatements, type ServiceContext } from "./service.ts";

/** How a service reads features: what `FeastServer.access` gives. */
export interface FeastAccess {
  /** Address of the feature server. */
  readonly url: pulumi.Input<string>;
  /** `feature_store.yaml` of clients. */
  readonly featureStoreYaml: pulumi.Input<string>;
  /** Secrets Manager secret with the tokens: `read`, and, but for who reads alone, `write`, which is good for reads too. */
  readonly tokenSecretArn: pulumi.Input<string>;
  /** Bucket with the file of the registry, and the prefix below which it is. */
  readonly registry: {
    /** Name of the bucket. */
    readonly bucket: pulumi.Input<string>;
    /** Without a slash at either end. */
    readonly prefix: string;
  };
}

/** Folder in which the pods of clients have their `feature_store.yaml`. */
export const featureFolder = "/etc/feast";

/** The variable with the token, as the `secretEnv` of a workload or job. */
export const feastTokenEnv = (secret: SyncedSecret): Readonly<Record<string, SecretKey>> => ({
  [tokenVariable]: { secretName: secret.name, key: "token" },
});

/**
 * A token of the feature server, as a Kubernetes secret in the namespace of the service that has it.
 *
 * @param use What the service may do; every service that writes reads too.
 */
export const syncFeastToken = (
  name: string,
  access: FeastAccess,
  use: "read" | "write",
  context: Pick<ServiceContext, "secretStore">,
  namespace: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): SyncedSecret =>
  syncSecret(
    name,
    {
      secretName: "feast-token",
      namespace,
      store: context.secretStore,
      values: { token: { secretArn: access.tokenSecretArn, property: use } },
    },
    options,
  );

/** What a client may do in AWS to read the definitions, besides what it may read of the offline store. */
export const registryStatements = (
  { registry }: FeastAccess,
  dataKeyArn: pulumi.Input<string>,
): Statement[] => [
  ...bucketStatements({ ...registry, access: "read" }, dataKeyArn),
  // Feast asks whether there is the bucket before it reads the file.
  askForBucket(registry.bucket),
];
