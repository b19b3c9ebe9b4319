import { type AddonName, addonVersion } from "@aip/facts/eks-addons.ts";
import type { KubernetesVersion } from "@aip/facts/eks-versions.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../iam/policy.ts";

/** What the pods of an add-on may do in AWS. */
export interface AddonIdentity {
  /** Service account of the add-on's pods, in kube-system. */
  readonly serviceAccount: string;
  /** Names of AWS managed policies, with their path. Default: none. */
  readonly managedPolicies?: readonly string[];
  /** Statements of an inline policy. Default: nothing beyond the managed policies. */
  readonly statements?: readonly Statement[];
}

export interface AddonArgs {
  /** EKS cluster that gets the add-on. */
  readonly clusterName: pulumi.Input<string>;
  /** Kubernetes version of the cluster; the add-on's version is the pinned one for it. */
  readonly kubernetesVersion: KubernetesVersion;
  /** Key of the add-on in `facts/eks-addons.ts`, such as `metrics-server`. */
  readonly addon: AddonName;
  /** Settings of the add-on's own schema (`aws eks describe-addon-configuration`). Default: none. */
  readonly configuration?: pulumi.Input<Record<string, unknown>> | undefined;
  /** What the add-on's pods may do in AWS. Default: nothing. */
  readonly identity?: AddonIdentity | undefined;
}

/**
 * A managed add-on of EKS at its pinned version. Its role exists, with all its rights, before its pods do, and is theirs
 * alone; nodes have none of it.
 *
 * It uses `aws.eks.Addon`: `eks.Addon` of @pulumi/eks 4.3 knows no Pod Identity. Costs nothing.
 *
 * @example
 * import { Addon } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const clusterName = new pulumi.Config().require("clusterName");
 * new Addon("metrics-server", { clusterName, kubernetesVersion: "1.35", addon: "metrics-server" });
 */
export class Addon extends pulumi.ComponentResource {
  /** Version that was installed, known once the add-on is. */
  readonly addonVersion: pulumi.Output<string>;

  constructor(name: string, args: AddonArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:cluster:Addon", name, {}, options);
    const identity = args.identity ? addonRole(name, args.identity, this) : undefined;
    const addon = new aws.eks.Addon(
      `${name}-addon`,
      {
        clusterName: args.clusterName,
        addonName: args.addon,
        addonVersion: addonVersion(args.addon, args.kubernetesVersion),
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
        ...(args.configuration === undefined
          ? {}
          : { configurationValues: pulumi.jsonStringify(args.configuration) }),
        ...(identity === undefined
          ? {}
          : {
              podIdentityAssociations: [
                { serviceAccount: identity.serviceAccount, roleArn: identity.role.arn },
              ],
            }),
      },
      { parent: this, dependsOn: identity?.rights ?? [] },
    );
    this.addonVersion = addon.addonVersion;
    this.registerOutputs({ addonVersion: this.addonVersion });
  }
}

function addonRole(name: string, identity: AddonIdentity, parent: pulumi.Resource) {
  const role = new aws.iam.Role(
    `${name}-role`,
    {
      assumeRolePolicy: policyDocument([
        { actions: ["sts:AssumeRole", "sts:TagSession"], principals: { Service: "pods.eks.amazonaws.com" } },
      ]),
    },
    { parent },
  );
  const partition = aws.getPartitionOutput({}, { parent }).partition;
  const rights: pulumi.Resource[] = (identity.managedPolicies ?? []).map(
    (policy) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-${policy.slice(policy.lastIndexOf("/") + 1)}`,
        { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}` },
        { parent },
      ),
  );
  if (identity.statements) {
    rights.push(
      new aws.iam.RolePolicy(
        `${name}-policy`,
        { role: role.name, policy: policyDocument(identity.statements) },
        { parent },
      ),
    );
  }
  return { role, rights, serviceAccount: identity.serviceAccount };
}
