import type * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";

/** The kubeconfig that the provider hands out: commands ask AWS for a token, so it holds no secret. */
export function kubeconfig(
  cluster: aws.eks.Cluster,
  credentials: eks.ClusterArgs["providerCredentialOpts"],
  withProfile: boolean,
): pulumi.Output<object> {
  return pulumi
    .all([cluster.name, cluster.endpoint, cluster.certificateAuthority, cluster.arn, credentials])
    .apply(([name, server, authority, arn, given]) => ({
      apiVersion: "v1",
      clusters: [
        {
          cluster: { server, "certificate-authority-data": authority?.data },
          name: "kubernetes",
        },
      ],
      contexts: [{ context: { cluster: "kubernetes", user: "aws" }, name: "aws" }],
      "current-context": "aws",
      kind: "Config",
      users: [
        {
          name: "aws",
          user: {
            exec: {
              apiVersion: "client.authentication.k8s.io/v1beta1",
              command: "aws",
              args: [
                ...[
                  "--region",
                  arn.split(":")[3],
                  "eks",
                  "get-token",
                  "--cluster-name",
                  name,
                  "--output",
                  "json",
                ],
                ...(given?.roleArn ? ["--role", given.roleArn] : []),
                ...(withProfile && given?.profileName ? ["--profile", given.profileName] : []),
              ],
              env: [
                {
                  name: "KUBERNETES_EXEC_INFO",
                  value: '{"apiVersion": "client.authentication.k8s.io/v1beta1"}',
                },
              ],
            },
          },
        },
      ],
    }));
}
