import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

export interface AwsProviderArgs {
  /** AWS region that the provider acts in. */
  readonly region: string;
  /** The only account the provider may act in, 12 digits. Default: the account of the credentials. */
  readonly accountId?: string | undefined;
  /** Tags of every resource that can carry them. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * An AWS provider of a layer. Tags are its default tags: they reach resources that no component of ours tags.
 *
 * @param name Logical name, for a layer that needs a second region. Default: `aws`.
 */
export function awsProvider(args: AwsProviderArgs, name = "aws"): aws.Provider {
  return new aws.Provider(name, {
    region: args.region as aws.Region,
    defaultTags: { tags: { ...args.tags } },
    ...(args.accountId === undefined ? {} : { allowedAccountIds: [args.accountId] }),
  });
}

export interface ClusterAccess {
  readonly clusterName: pulumi.Input<string>;
  readonly clusterEndpoint: pulumi.Input<string>;
  /** Base64. */
  readonly certificateAuthority: pulumi.Input<string>;
  readonly region: string;
}

/**
 * A kubeconfig that holds no credential: each command asks AWS for a token, so that nothing in state can expire or leak
 * (https://docs.aws.amazon.com/eks/latest/userguide/create-kubeconfig.html).
 */
export function kubeconfig(access: ClusterAccess): pulumi.Output<string> {
  return pulumi
    .all([access.clusterName, access.clusterEndpoint, access.certificateAuthority])
    .apply(([name, server, authority]) =>
      JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name, cluster: { server, "certificate-authority-data": authority } }],
        contexts: [{ name, context: { cluster: name, user: name } }],
        "current-context": name,
        users: [
          {
            name,
            user: {
              exec: {
                apiVersion: "client.authentication.k8s.io/v1beta1",
                command: "aws",
                args: ["eks", "get-token", "--cluster-name", name, "--region", access.region],
              },
            },
          },
        ],
      }),
    );
}

/** The Kubernetes provider of a layer. A change of the cluster's address does not replace what runs on it. */
export function kubernetesProvider(
  access: ClusterAccess,
  options?: pulumi.ResourceOptions,
): kubernetes.Provider {
  return new kubernetes.Provider(
    "kubernetes",
    {
      kubeconfig: kubeconfig(access),
      clusterIdentifier: access.clusterName,
      enableServerSideApply: true,
      // A cluster that is gone must not keep its stacks from being destroyed.
      deleteUnreachable: true,
    },
    options,
  );
}
