import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../iam/policy.ts";

/**
 * Policies of VPC endpoints. They bound who may pass, on top of what identities and resources allow
 * (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).
 */

const ownPrincipals = (account: pulumi.Input<string>): NonNullable<Statement["conditions"]> => ({
  StringEquals: { "aws:PrincipalAccount": account },
});

/**
 * Buckets that nodes read without a signature or with AWS's own: image layers of ECR and of registry.k8s.io, which sends
 * clients in AWS to a bucket of their region (https://github.com/kubernetes/k8s.io/issues/4214), and the package
 * repositories of Amazon Linux.
 */
const publicReads = (region: string): string[] => [
  `arn:aws:s3:::prod-${region}-starport-layer-bucket/*`,
  `arn:aws:s3:::prod-registry-k8s-io-${region}/*`,
  `arn:aws:s3:::al2023-repos-${region}-de612dc2/*`,
];

/** The policy of a gateway endpoint: identities of the own account, and for S3 the public reads of nodes. */
export const gatewayPolicy = (
  service: "s3" | "dynamodb",
  account: pulumi.Input<string>,
  region: string,
): pulumi.Output<string> =>
  policyDocument([
    {
      sid: "OwnIdentities",
      actions: [`${service}:*`],
      principals: "*",
      resources: ["*"],
      conditions: ownPrincipals(account),
    },
    ...(service === "s3"
      ? [
          {
            sid: "ImageLayersAndPackages",
            actions: ["s3:GetObject"],
            principals: "*",
            resources: publicReads(region),
          } as const,
        ]
      : []),
  ]);

/** IAM's prefix of a service's actions, where it differs from the endpoint's name. */
const actionPrefix: Readonly<Record<string, string>> = {
  "ecr.api": "ecr",
  "ecr.dkr": "ecr",
  monitoring: "cloudwatch",
  "sagemaker.api": "sagemaker",
  "bedrock-runtime": "bedrock",
  "guardduty-data": "guardduty",
};

/** The policy of an interface endpoint: only its service, only identities of the own account. */
export const endpointPolicy = (service: string, account: pulumi.Input<string>): pulumi.Output<string> =>
  policyDocument([
    {
      sid: "OwnIdentities",
      actions: [`${actionPrefix[service] ?? service}:*`],
      principals: "*",
      resources: ["*"],
      conditions: ownPrincipals(account),
    },
    // These calls carry a token instead of an AWS identity; the role's trust policy decides about them.
    ...(service === "sts"
      ? [
          {
            sid: "WebIdentities",
            actions: ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"],
            principals: "*",
            resources: [pulumi.interpolate`arn:aws:iam::${account}:role/*`],
          } as const,
        ]
      : []),
  ]);
