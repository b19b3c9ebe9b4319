import { policy, type RuleCases, resource, unknown } from "../../testing/cases.ts";

const role = "aws:iam/role:Role";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const allow = (Action: string | string[], Resource: string | string[], Condition?: object) => ({
  policy: policy({ Effect: "Allow", Action, Resource, ...(Condition === undefined ? {} : { Condition }) }),
});
const trust = (statement: object) => ({
  assumeRolePolicy: policy({ Effect: "Allow", Action: "sts:AssumeRole", ...statement }),
});
const oidc = (Condition?: object) =>
  trust({
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
    ...(Condition === undefined ? {} : { Condition }),
  });
const github = "token.actions.githubusercontent.com";

export const cases: readonly RuleCases[] = [
  {
    rule: "iam-no-admin-policy",
    type: rolePolicy,
    good: {
      "one bucket": allow("s3:*", "arn:aws:s3:::lake/*"),
      "everything is refused": { policy: policy({ Effect: "Deny", Action: "*", Resource: "*" }) },
      "all but a few actions, bounded": {
        policy: policy({
          Effect: "Allow",
          NotAction: "iam:*",
          Resource: "*",
          Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
        }),
      },
    },
    bad: {
      everything: allow("*", "*"),
      "among other actions": allow(["s3:GetObject", "*"], ["arn:aws:s3:::lake", "*"]),
      "all but a few actions": { policy: policy({ Effect: "Allow", NotAction: ["iam:*"], Resource: "*" }) },
      "inside a role": [
        resource(role, "r", {
          inlinePolicies: [{ name: "all", policy: policy({ Effect: "Allow", Action: "*", Resource: "*" }) }],
        }),
      ],
      "a permission set": [
        resource("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", "p", {
          inlinePolicy: policy({ Effect: "Allow", Action: "*", Resource: "*" }),
        }),
      ],
    },
    deferred: { "not known yet": { policy: unknown } },
  },
  {
    rule: "iam-no-service-wildcard",
    type: rolePolicy,
    good: {
      "on one bucket": allow("s3:*", "arn:aws:s3:::lake"),
      "reading actions": allow(["ec2:Describe*", "ecr:GetAuthorizationToken"], "*"),
      bounded: allow("ec2:*", "*", { StringEquals: { "aws:PrincipalOrgID": "o-abc" } }),
    },
    bad: { S3: allow("s3:*", "*"), two: allow(["dynamodb:*", "sqs:*"], "*") },
    deferred: { "not known yet": { policy: unknown } },
  },
  {
    rule: "iam-data-access-scoped",
    type: rolePolicy,
    good: {
      "a bucket": allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::lake/*"),
      "actions without resources": allow(["s3:ListAllMyBuckets", "ec2:DescribeSubnets"], "*"),
      "by tag": allow("secretsmanager:GetSecretValue", "*", {
        StringEquals: { "aws:ResourceTag/Team": "ml" },
      }),
    },
    bad: {
      "every secret": allow("secretsmanager:GetSecretValue", "*"),
      "every object": allow("s3:Get*", "arn:aws:s3:::*"),
      "every table": allow(["dynamodb:PutItem", "dynamodb:GetItem"], "*"),
    },
    deferred: { "not known yet": { policy: unknown } },
  },
  {
    rule: "iam-no-privilege-escalation",
    type: rolePolicy,
    good: {
      "one role": allow("iam:PassRole", "arn:aws:iam::123456789012:role/nodes"),
      "any role, to one service": allow("iam:PassRole", "*", {
        StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" },
      }),
      "one key": allow("kms:Decrypt", "arn:aws:kms:us-east-1:123456789012:key/1"),
    },
    bad: {
      "any role": allow("iam:PassRole", "*"),
      "any role of the account": allow("sts:AssumeRole", "arn:aws:iam::123456789012:role/*"),
      "every key": allow(["kms:Decrypt", "kms:DescribeKey"], "*"),
      "a pattern that holds it": allow("iam:Attach*", "*"),
    },
    deferred: { "not known yet": { policy: unknown } },
  },
  {
    rule: "iam-no-admin-attachment",
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    good: {
      "a policy for nodes": { policyArn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" },
      "inside a role": [
        resource(role, "r", { managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }),
      ],
    },
    bad: {
      administrator: { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      "in another partition": { policyArn: "arn:aws-cn:iam::aws:policy/IAMFullAccess" },
      "inside a role": [
        resource(role, "r", { managedPolicyArns: [unknown, "arn:aws:iam::aws:policy/PowerUserAccess"] }),
      ],
    },
    deferred: { "not known yet": { policyArn: unknown } },
  },
  {
    rule: "iam-trust-bound",
    type: role,
    good: {
      "a service": trust({ Principal: { Service: "ec2.amazonaws.com" } }),
      "Pod Identity": trust({
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Principal: { Service: "pods.eks.amazonaws.com" },
      }),
      "another account": trust({ Principal: { AWS: "arn:aws:iam::123456789012:root" } }),
      "one repository": oidc({
        StringEquals: {
          [`${github}:sub`]: "repo:acme/platform:ref:refs/heads/main",
          [`${github}:aud`]: "sts.amazonaws.com",
        },
      }),
      "one service account": oidc({
        StringEquals: {
          "oidc.eks.us-east-1.amazonaws.com/id/A:sub": "system:serviceaccount:ml:api",
          "oidc.eks.us-east-1.amazonaws.com/id/A:aud": "sts.amazonaws.com",
        },
      }),
    },
    bad: {
      "any account": trust({ Principal: { AWS: "*" } }),
      anybody: trust({ Principal: "*" }),
      "any subject": oidc({ StringEquals: { [`${github}:aud`]: "sts.amazonaws.com" } }),
      "any repository": oidc({
        StringLike: { [`${github}:sub`]: "repo:*" },
        StringEquals: { [`${github}:aud`]: "sts.amazonaws.com" },
      }),
      "any audience": oidc({ StringEquals: { [`${github}:sub`]: "repo:acme/platform:ref:refs/heads/main" } }),
      "no condition": oidc(),
    },
    deferred: { "not known yet": { assumeRolePolicy: unknown } },
  },
  {
    rule: "iam-no-users",
    type: role,
    good: { "a role": trust({ Principal: { Service: unknown } }) },
    bad: {
      "a user": [resource("aws:iam/user:User", "ci", {})],
      "a key": [resource("aws:iam/accessKey:AccessKey", "ci", { user: unknown })],
      "a policy of a user": [
        resource("aws:iam/userPolicyAttachment:UserPolicyAttachment", "ci", {
          user: "ci",
          policyArn: unknown,
        }),
      ],
    },
  },
];
