import { policy, type RuleCases, resource, unknown } from "../../testing/cases.ts";

const bucket = "aws:s3/bucket:Bucket";
const anyone = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::lake/*" };
const blocked = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

export const cases: readonly RuleCases[] = [
  {
    rule: "s3-bucket-public-access-blocked",
    good: {
      blocked: [
        resource(bucket, "lake"),
        resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "b", blocked, { bucket: "lake" }),
      ],
      "the older type of bucket": [
        resource("aws:s3/bucketV2:BucketV2", "lake", { bucket: "acme" }),
        resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "b", {
          ...blocked,
          bucket: "acme",
        }),
      ],
    },
    bad: {
      alone: [resource(bucket, "lake")],
      "one of two": [
        resource(bucket, "lake"),
        resource(bucket, "models"),
        resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "b", blocked, { bucket: "lake" }),
      ],
    },
    deferred: {
      "whose it is is not known": [
        resource(bucket, "lake"),
        resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "b", {
          ...blocked,
          bucket: unknown,
        }),
      ],
    },
  },
  {
    rule: "s3-public-access-block-complete",
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    good: {
      "all four": { bucket: unknown, ...blocked },
      "an access point by default": [resource("aws:s3/accessPoint:AccessPoint", "p", { bucket: "lake" })],
    },
    bad: {
      "two of four": { bucket: "lake", blockPublicAcls: true, ignorePublicAcls: true },
      "one switched off": { bucket: "lake", ...blocked, restrictPublicBuckets: false },
      "an account": [
        resource("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "a", { blockPublicAcls: true }),
      ],
      "an access point": [
        resource("aws:s3/accessPoint:AccessPoint", "p", {
          publicAccessBlockConfiguration: { blockPublicPolicy: false },
        }),
      ],
    },
    deferred: { "one not known": { ...blocked, blockPublicPolicy: unknown } },
  },
  {
    rule: "s3-bucket-policy-not-public",
    type: "aws:s3/bucketPolicy:BucketPolicy",
    good: {
      "a role": {
        policy: policy({ ...anyone, Principal: { AWS: "arn:aws:iam::123456789012:role/reader" } }),
      },
      "everybody of an organization": {
        policy: policy({ ...anyone, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abc" } } }),
      },
      "everybody through an endpoint": {
        policy: policy({ ...anyone, Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }),
      },
      "a service, for its source": {
        policy: policy({
          ...anyone,
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceArn": "arn:x" } },
        }),
      },
      "everybody is refused": { policy: policy({ ...anyone, Effect: "Deny" }) },
    },
    bad: {
      everybody: { policy: policy(anyone) },
      "everybody, in a list": {
        policy: policy({ ...anyone, Principal: { AWS: ["arn:aws:iam::123456789012:root", "*"] } }),
      },
      "a condition that holds nobody": {
        policy: policy({ ...anyone, Condition: { StringLike: { "aws:PrincipalArn": "*" } } }),
      },
      "the whole internet": {
        policy: policy({ ...anyone, Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } }),
      },
      "a condition that need not hold": {
        policy: policy({ ...anyone, Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-abc" } } }),
      },
      "all but one": {
        policy: policy({
          Effect: "Allow",
          NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" },
          Action: "s3:*",
          Resource: "*",
        }),
      },
      "the bucket's own older property": [resource(bucket, "lake", { policy: policy(anyone) })],
    },
    deferred: { "not known yet": { policy: unknown } },
  },
  {
    rule: "s3-bucket-acl-private",
    type: "aws:s3/bucketAcl:BucketAcl",
    good: {
      private: { acl: "private" },
      logs: { acl: "log-delivery-write" },
      "no ACLs at all": [
        resource("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "o", {
          rule: { objectOwnership: "BucketOwnerEnforced" },
        }),
      ],
    },
    bad: {
      "public-read": { acl: "public-read" },
      "every AWS customer": { acl: "authenticated-read" },
      "a grant to everybody": {
        accessControlPolicy: {
          grants: [
            {
              grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AllUsers" },
              permission: "READ",
            },
          ],
        },
      },
      "the bucket's own": [resource(bucket, "site", { acl: "public-read" })],
      "the writer decides": [
        resource("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "o", {
          rule: { objectOwnership: "ObjectWriter" },
        }),
      ],
    },
    deferred: { "not known yet": { acl: unknown } },
  },
  {
    rule: "kms-key-policy-not-public",
    type: "aws:kms/key:Key",
    good: {
      "AWS's own": {},
      "the account, on every resource": {
        policy: policy({
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::123456789012:root" },
          Action: "kms:*",
          Resource: "*",
        }),
      },
      "callers of the account": {
        policy: policy({
          Effect: "Allow",
          Principal: "*",
          Action: "kms:Decrypt",
          Resource: "*",
          Condition: { StringEquals: { "kms:CallerAccount": "123456789012" } },
        }),
      },
    },
    bad: {
      everybody: {
        policy: policy({ Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" }),
      },
      "everybody, another form": {
        policy: policy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" }),
      },
    },
    deferred: { "not known yet": { policy: unknown } },
  },
  {
    rule: "iam-resource-policy-not-public",
    type: "aws:sqs/queuePolicy:QueuePolicy",
    good: {
      "a topic": {
        policy: policy({
          Effect: "Allow",
          Principal: "*",
          Action: "sqs:SendMessage",
          Resource: "*",
          Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:us-east-1:123456789012:t" } },
        }),
      },
      "a repository for another account": [
        resource("aws:ecr/repositoryPolicy:RepositoryPolicy", "r", {
          policy: policy({
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::210987654321:root" },
            Action: "ecr:BatchGetImage",
          }),
        }),
      ],
      "a search domain in a VPC": [
        resource("aws:opensearch/domain:Domain", "d", {
          vpcOptions: { subnetIds: ["subnet-1"] },
          accessPolicies: policy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "es:*", Resource: "*" }),
        }),
      ],
      "a file system, for those who mount it": [
        resource("aws:efs/fileSystemPolicy:FileSystemPolicy", "f", {
          policy: policy({
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: "elasticfilesystem:ClientMount",
            Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
          }),
        }),
      ],
    },
    bad: {
      "a queue": { policy: policy({ Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" }) },
      "a topic": [
        resource("aws:sns/topic:Topic", "t", {
          policy: policy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "sns:Publish", Resource: "*" }),
        }),
      ],
      "a secret": [
        resource("aws:secretsmanager/secretPolicy:SecretPolicy", "s", {
          policy: policy({
            Effect: "Allow",
            Principal: "*",
            Action: "secretsmanager:GetSecretValue",
            Resource: "*",
          }),
        }),
      ],
      "a search domain on the internet": [
        resource("aws:opensearch/domain:Domain", "d", {
          accessPolicies: policy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "es:*", Resource: "*" }),
        }),
      ],
    },
    deferred: { "not known yet": { policy: unknown } },
  },
  {
    rule: "lambda-not-public",
    type: "aws:lambda/permission:Permission",
    good: {
      "a rule of EventBridge": { principal: "events.amazonaws.com", sourceArn: unknown },
      "an organization": { principal: "*", principalOrgId: "o-abc" },
      "a URL with IAM": [
        resource("aws:lambda/functionUrl:FunctionUrl", "u", { authorizationType: "AWS_IAM" }),
      ],
    },
    bad: {
      everybody: { principal: "*", action: "lambda:InvokeFunction" },
      "buckets of any account": { principal: "s3.amazonaws.com" },
      "a URL for everybody": [
        resource("aws:lambda/functionUrl:FunctionUrl", "u", { authorizationType: "NONE" }),
      ],
    },
    deferred: { "not known yet": { principal: unknown } },
  },
  {
    rule: "ebs-snapshot-not-public",
    type: "aws:ec2/amiLaunchPermission:AmiLaunchPermission",
    good: {
      "an account": { imageId: "ami-1", accountId: "123456789012" },
      "a snapshot of a database": [
        resource("aws:rds/snapshot:Snapshot", "s", { sharedAccounts: ["123456789012"] }),
      ],
    },
    bad: {
      everybody: { imageId: "ami-1", group: "all" },
      "a snapshot of a database": [resource("aws:rds/snapshot:Snapshot", "s", { sharedAccounts: ["all"] })],
    },
    deferred: { "not known yet": { imageId: "ami-1", group: unknown } },
  },
];
