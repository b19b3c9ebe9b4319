import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** Files from a Kubernetes secret that External Secrets keeps. */
export interface SecretFiles {
  /** Name of the volume, unique within the pod. */
  readonly volume: string;
  /** Name of the secret; as an output of the secret, pods wait for it. */
  readonly secretName: pulumi.Input<string>;
  /** Folder in the containers where the files are, read-only. */
  readonly mountPath: string;
  /** Keys of the secret that become files. Default: all. */
  readonly keys?: readonly string[];
}

/** Files from a ConfigMap that others of the namespace mount too. */
export interface ConfigMapFiles {
  /** Name of the volume, unique within the pod. */
  readonly volume: string;
  /** Name of the ConfigMap; as an output of it, pods wait for it. */
  readonly configMapName: pulumi.Input<string>;
  /** Folder in the containers where the files are, read-only. */
  readonly mountPath: string;
}

/** A key of a Kubernetes secret, for programs that take it from a variable alone. */
export interface SecretKey {
  /** Name of the secret; as an output of the secret, pods wait for it. */
  readonly secretName: pulumi.Input<string>;
  /** Key of the secret whose value the variable gets. */
  readonly key: string;
}

/** What a pod gets from outside of it, besides its image. */
export interface PodInputs {
  /** Environment variables that are no secrets, by name. Default: none but `HOME`, which is `/tmp`. */
  readonly env?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Environment variables from secrets, by name, for programs that read no file. They show neither in the plan nor in a
   * list of processes, but children of the process inherit them: prefer `secretFiles`. Default: none.
   */
  readonly secretEnv?: Readonly<Record<string, SecretKey>>;
  /** Secrets whose keys are files. Default: none. */
  readonly secretFiles?: readonly SecretFiles[];
  /** ConfigMaps whose keys are files. Default: none. */
  readonly configMapFiles?: readonly ConfigMapFiles[];
}

/** The variables of a container. `HOME` is the one folder that it can write to. */
export const containerEnv = ({ env, secretEnv = {} }: PodInputs) => [
  ...Object.entries({ HOME: "/tmp", ...env }).map(([name, value]) => ({ name, value })),
  ...Object.entries(secretEnv).map(([name, { secretName, key }]) => ({
    name,
    valueFrom: { secretKeyRef: { name: secretName, key } },
  })),
];

/** Where a container has its files. */
export const fileMounts = ({
  secretFiles = [],
  configMapFiles = [],
}: PodInputs): kubernetes.types.input.core.v1.VolumeMount[] =>
  [...configMapFiles, ...secretFiles].map(({ volume, mountPath }) => ({
    name: volume,
    mountPath,
    readOnly: true,
  }));

/** The volumes of those files. */
export const fileVolumes = ({
  secretFiles = [],
  configMapFiles = [],
}: PodInputs): kubernetes.types.input.core.v1.Volume[] => [
  ...configMapFiles.map(({ volume, configMapName }) => ({
    name: volume,
    configMap: { name: configMapName },
  })),
  ...secretFiles.map(({ volume, secretName, keys }) => ({
    name: volume,
    secret: {
      secretName,
      defaultMode: 0o440,
      ...(keys === undefined ? {} : { items: keys.map((key) => ({ key, path: key })) }),
    },
  })),
];

/**
 * Annotations of a workload or job that Reloader starts anew after one of its secrets has changed. Pulumi cannot, because
 * the content of a secret never passes through it.
 */
export const reloaderAnnotations = { "secret.reloader.stakater.com/auto": "true" } as const;

/** What the metadata of a workload or job says besides where it has secrets. */
export const restartWithSecrets = ({ secretFiles = [], secretEnv = {} }: PodInputs) =>
  secretFiles.length + Object.keys(secretEnv).length === 0 ? {} : { annotations: reloaderAnnotations };
