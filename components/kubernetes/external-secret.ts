import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** A Kubernetes secret that External Secrets keeps. */
export interface SyncedSecret {
  /** Name of the Kubernetes secret, known once it exists. */
  readonly name: pulumi.Output<string>;
  /** What anything depends on that finds the secret by a name of its own, such as a chart. */
  readonly resource: pulumi.Resource;
}

/** Where a key of the Kubernetes secret comes from. */
export interface RemoteValue {
  /** ARN of the secret in Secrets Manager, or its name. */
  readonly secretArn: pulumi.Input<string>;
  /** Key within the secret's JSON. Default: the whole secret. */
  readonly property?: string;
}

export interface ExternalSecretArgs {
  /** Name of the Kubernetes secret that External Secrets keeps. */
  readonly secretName: string;
  /** Namespace of the secret. */
  readonly namespace: pulumi.Input<string>;
  /** Name of the ClusterSecretStore that reads Secrets Manager. */
  readonly store: pulumi.Input<string>;
  /** The values, by the name that `template` knows them by; without a template they are the keys of the secret. */
  readonly values: Readonly<Record<string, RemoteValue>>;
  /**
   * Texts of the secret by key, in which `{{ .name }}` is replaced by a value
   * (https://external-secrets.io/latest/guides/templating/). Default: the values as they are.
   */
  readonly template?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Type of the Kubernetes secret; only with a template. Default: `Opaque`. */
  readonly type?: string;
}

/**
 * A Kubernetes secret whose content never passes through Pulumi: External Secrets copies it from Secrets Manager, and
 * copies it again within the hour after it changed there.
 */
export function syncSecret(
  name: string,
  args: ExternalSecretArgs,
  options: pulumi.CustomResourceOptions,
): SyncedSecret {
  const resource = new kubernetes.apiextensions.CustomResource(
    name,
    {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: {
        name: args.secretName,
        namespace: args.namespace,
        // What depends on this object finds the secret in place.
        annotations: { "pulumi.com/waitFor": "condition=Ready" },
      },
      spec: {
        refreshInterval: "1h",
        secretStoreRef: { kind: "ClusterSecretStore", name: args.store },
        target: {
          name: args.secretName,
          creationPolicy: "Owner",
          ...(args.template === undefined
            ? {}
            : {
                template: {
                  engineVersion: "v2",
                  ...(args.type === undefined ? {} : { type: args.type }),
                  data: { ...args.template },
                },
              }),
        },
        data: Object.entries(args.values).map(([secretKey, { secretArn, property }]) => ({
          secretKey,
          remoteRef: { key: secretArn, ...(property === undefined ? {} : { property }) },
        })),
      },
    },
    options,
  );
  return { name: resource.metadata.apply((metadata) => metadata.name as string), resource };
}
