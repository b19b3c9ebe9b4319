import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";

type ClusterArgs = eks.ClusterArgs;

export const usesAccessEntries = (mode: string | undefined): boolean =>
  mode === "API" || mode === "API_AND_CONFIG_MAP";

/** Without a mode EKS uses the ConfigMap alone. */
export const usesConfigMap = (mode: string | undefined): boolean => mode !== "API";

/** Access entries and the policies associated with them. */
export function accessEntries(
  name: string,
  entries: NonNullable<ClusterArgs["accessEntries"]>,
  cluster: aws.eks.Cluster,
  parent: pulumi.Resource,
): aws.eks.AccessEntry[] {
  return Object.entries(entries).map(([key, entry]) => {
    const { accessPolicies, username, ...rest } = entry;
    const created = new aws.eks.AccessEntry(
      `${name}-${key}`,
      {
        ...(rest as Omit<aws.eks.AccessEntryArgs, "clusterName">),
        // The real provider hands on all it is given, arguments of its own included.
        ...({ accessPolicies, username } as object),
        ...(username === undefined ? {} : { userName: username }),
        clusterName: cluster.name,
      },
      { parent, dependsOn: [cluster] },
    );
    for (const [policy, association] of Object.entries(accessPolicies ?? {})) {
      const given = pulumi.output(association);
      new aws.eks.AccessPolicyAssociation(
        `${name}-${key}-${policy}`,
        {
          accessScope:
            given.accessScope as pulumi.Output<aws.types.input.eks.AccessPolicyAssociationAccessScope>,
          principalArn: entry.principalArn,
          policyArn: given.policyArn,
          clusterName: cluster.name,
        },
        { parent: created, dependsOn: [created] },
      );
    }
    return created;
  });
}

/** The `aws-auth` map of clusters that still use it. */
export function accessMap(
  name: string,
  args: ClusterArgs,
  roles: pulumi.Output<aws.iam.Role[]>,
  provider: kubernetes.Provider,
  parent: pulumi.Resource,
): kubernetes.core.v1.ConfigMap {
  const nodes = roles.apply((list) =>
    pulumi.all(list.map((role) => pulumi.output(role.arn))).apply((arns) =>
      arns.map((arn) => ({
        rolearn: arn,
        username: "system:node:{{EC2PrivateDNSName}}",
        groups: ["system:bootstrappers", "system:nodes"],
      })),
    ),
  );
  const mapRoles = pulumi
    .all([nodes, pulumi.output(args.roleMappings ?? [])])
    .apply(([own, given]) =>
      stringify([
        ...own,
        ...given.map(({ roleArn, username, groups }) => ({ rolearn: roleArn, username, groups })),
      ]),
    );
  const mapUsers = pulumi
    .output(args.userMappings ?? [])
    .apply((given) =>
      stringify(given.map(({ userArn, username, groups }) => ({ userarn: userArn, username, groups }))),
    );
  return new kubernetes.core.v1.ConfigMap(
    `${name}-nodeAccess`,
    {
      immutable: false,
      metadata: {
        name: "aws-auth",
        namespace: "kube-system",
        annotations: { "pulumi.com/patchForce": "true" },
      },
      data: { mapRoles, ...(args.userMappings ? { mapUsers } : {}) },
    },
    { parent, provider },
  );
}
