import { isRecord } from "@aip/common/records.ts";
import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";

interface CoreAddonOptions {
  readonly enabled?: pulumi.Input<boolean>;
  readonly version?: pulumi.Input<string>;
  readonly resolveConflictsOnCreate?: pulumi.Input<string>;
  readonly resolveConflictsOnUpdate?: pulumi.Input<string>;
  readonly configurationValues?: pulumi.Input<Record<string, unknown>>;
}

const sorted = (_key: string, value: unknown): unknown =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;

/** `kube-proxy` or `coredns`, in the newest version for the cluster unless one is given. */
export function coreAddon(
  name: string,
  addonName: string,
  cluster: aws.eks.Cluster,
  options: CoreAddonOptions,
  tags: eks.ClusterArgs["tags"],
  parent: pulumi.Resource,
): aws.eks.Addon {
  const newest = () =>
    aws.eks.getAddonVersionOutput(
      { addonName, kubernetesVersion: cluster.version, mostRecent: true },
      { parent },
    ).version;
  return new aws.eks.Addon(
    `${name}-${addonName}`,
    {
      clusterName: cluster.name,
      addonName,
      preserve: true,
      ...(tags === undefined ? {} : { tags }),
      addonVersion: options.version ?? newest(),
      resolveConflictsOnCreate: options.resolveConflictsOnCreate ?? "OVERWRITE",
      resolveConflictsOnUpdate: options.resolveConflictsOnUpdate ?? "OVERWRITE",
      ...(options.configurationValues === undefined
        ? {}
        : { configurationValues: pulumi.jsonStringify(options.configurationValues, sorted) }),
    },
    { parent },
  );
}

/** A managed add-on of a cluster, as `eks.Addon` makes it. */
export class Addon extends pulumi.ComponentResource {
  readonly addon: aws.eks.Addon;

  constructor(name: string, args: eks.AddonArgs, options: pulumi.ComponentResourceOptions) {
    // The provider puts add-ons below their cluster, whatever parent the program names.
    super("eks:index:Addon", name, args, { ...options, parent: args.cluster as eks.Cluster });
    const { cluster, configurationValues, ...rest } = args;
    this.addon = new aws.eks.Addon(
      name,
      {
        ...(rest as Omit<typeof rest, "tags">),
        ...(rest.tags === undefined
          ? {}
          : { tags: rest.tags as unknown as pulumi.Input<Record<string, string>> }),
        clusterName: pulumi.output(cluster).apply((c) => c.core.cluster.name),
        ...(configurationValues === undefined
          ? {}
          : { configurationValues: pulumi.jsonStringify(configurationValues) }),
      },
      { parent: this },
    );
    this.registerOutputs({ addon: this.addon });
  }
}
