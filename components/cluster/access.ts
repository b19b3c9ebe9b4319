import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface AccessArgs {
  /** Name of an IAM role of this account, with its path where it has one. The role must exist. */
  readonly role: string;
  /** One of the access policies of EKS. */
  readonly policy: "clusterAdmin" | "admin" | "edit" | "view";
  /** Namespaces the policy is limited to. Default: the whole cluster. */
  readonly namespaces?: readonly string[] | undefined;
}

const policies = {
  clusterAdmin: "AmazonEKSClusterAdminPolicy",
  admin: "AmazonEKSAdminPolicy",
  edit: "AmazonEKSEditPolicy",
  view: "AmazonEKSViewPolicy",
} as const;

/**
 * Lets IAM roles into the cluster by access entries, the only way in: there is no aws-auth map and no hidden
 * administrator (https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html). Costs nothing.
 *
 * @returns The associations; whatever talks to the API waits for them.
 */
export function grantAccess(
  name: string,
  clusterName: pulumi.Input<string>,
  grants: Readonly<Record<string, AccessArgs>>,
  parent: pulumi.Resource,
): pulumi.Resource[] {
  const account = aws.getCallerIdentityOutput({}, { parent });
  const partition = aws.getPartitionOutput({}, { parent });
  return Object.entries(grants).map(([grantee, { role, policy, namespaces = [] }]) => {
    const entry = new aws.eks.AccessEntry(
      `${name}-access-${grantee}`,
      {
        clusterName,
        principalArn: pulumi.interpolate`arn:${partition.partition}:iam::${account.accountId}:role/${role}`,
        type: "STANDARD",
      },
      { parent },
    );
    return new aws.eks.AccessPolicyAssociation(
      `${name}-access-${grantee}-policy`,
      {
        clusterName,
        principalArn: entry.principalArn,
        policyArn: pulumi.interpolate`arn:${partition.partition}:eks::aws:cluster-access-policy/${policies[policy]}`,
        accessScope:
          namespaces.length === 0 ? { type: "cluster" } : { type: "namespace", namespaces: [...namespaces] },
      },
      { parent },
    );
  });
}
