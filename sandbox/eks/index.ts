import type * as eks from "@pulumi/eks";
import type * as pulumi from "@pulumi/pulumi";
import { Addon } from "./addons.ts";
import { Cluster } from "./cluster.ts";
import { ManagedNodeGroup } from "./node-group.ts";

/** A component that was brought up, and what it hands back to the program. */
export interface Constructed {
  readonly urn: pulumi.Output<string>;
  readonly state: pulumi.Inputs;
}

export type Construct = (
  name: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
) => Constructed;

/** The components of @pulumi/eks that the platform may use, by type: the same ones for the plan and for the engine. */
export const components: Readonly<Record<string, Construct>> = {
  "eks:index:Cluster": (name, inputs, options) => {
    const cluster = new Cluster(name, inputs as eks.ClusterArgs, options);
    return { urn: cluster.urn, state: cluster.state };
  },
  "eks:index:ManagedNodeGroup": (name, inputs, options) => {
    const group = new ManagedNodeGroup(name, inputs as eks.ManagedNodeGroupArgs, options);
    return { urn: group.urn, state: { nodeGroup: group.nodeGroup, placementGroupName: "" } };
  },
  "eks:index:Addon": (name, inputs, options) => {
    const addon = new Addon(name, inputs as eks.AddonArgs, options);
    return { urn: addon.urn, state: { addon: addon.addon } };
  },
};
