import {
  type AccessCase,
  account,
  allow,
  allowAll,
  deny,
  document,
  key,
  object,
  open,
  otherAccount,
  role,
  user,
} from "./case.ts";

const reads = document(allow({ Action: "s3:GetObject", Resource: `${object.slice(0, -9)}*` }));
const nothing = document(allow({ Action: "sqs:*" }));
const forRole = (more = {}) => document(allow({ Principal: { AWS: role.arn }, ...more }));
const forSession = document(allow({ Principal: { AWS: `arn:aws:sts::${account}:assumed-role/reader/pod` } }));
const forAccount = document(allow({ Principal: { AWS: `arn:aws:iam::${account}:root` } }));
const decrypt = { action: "kms:Decrypt", resource: key };
const become = { action: "sts:AssumeRole", resource: `arn:aws:iam::${account}:role/deployer` };

/** Which policies have to allow. */
export const evaluation: readonly AccessCase[] = [
  { says: "what nothing allows is refused", expected: "refused" },
  { says: "an identity policy allows", identity: [reads], expected: "allowed" },
  { says: "one of several identity policies is enough", identity: [nothing, reads], expected: "allowed" },
  {
    says: "a statement that denies beats all that allow",
    identity: [allowAll, document(deny({ Action: "s3:GetObject" }))],
    resource: open,
    expected: "refused",
  },
  {
    says: "the resource's policy may deny what identity allows",
    identity: [allowAll],
    resource: document(deny({ Principal: "*" })),
    expected: "refused",
  },
  {
    says: "the resource's policy alone allows within the account",
    resource: forRole(),
    expected: "allowed",
  },
  {
    says: "a boundary allows nothing by itself",
    boundary: allowAll,
    expected: "refused",
  },
  {
    says: "a boundary limits identity policies",
    identity: [allowAll],
    boundary: nothing,
    expected: "refused",
  },
  {
    says: "what both identity and boundary allow is allowed",
    identity: [allowAll],
    boundary: reads,
    expected: "allowed",
  },
  {
    says: "a boundary limits what the resource's policy gives to a role",
    resource: forRole(),
    boundary: nothing,
    expected: "refused",
  },
  {
    says: "a boundary does not limit what the resource's policy gives to a session by its name",
    resource: forSession,
    boundary: nothing,
    expected: "allowed",
  },
  {
    says: "a boundary does not limit what the resource's policy gives to a user",
    resource: document(allow({ Principal: { AWS: user.arn } })),
    boundary: nothing,
    request: { caller: user },
    expected: "allowed",
  },
  {
    says: "a boundary that denies limits even those",
    resource: forSession,
    boundary: document(deny()),
    expected: "refused",
  },
  {
    says: "a session policy limits identity policies",
    identity: [allowAll],
    session: nothing,
    expected: "refused",
  },
  {
    says: "a session policy does not limit what the resource's policy gives to the session by its name",
    resource: forSession,
    session: nothing,
    expected: "allowed",
    judge: { differs: "it lets a session policy limit every grant" },
  },
  {
    says: "every level of the organization has to allow",
    identity: [allowAll],
    serviceControl: [[allowAll], [nothing]],
    expected: "refused",
  },
  {
    says: "no level of the organization makes up for another, wherever it is",
    identity: [allowAll],
    serviceControl: [[nothing], [allowAll]],
    expected: "refused",
  },
  {
    says: "within a level one policy that allows is enough",
    identity: [allowAll],
    serviceControl: [[allowAll], [nothing, reads]],
    expected: "allowed",
  },
  {
    says: "the organization grants nothing by itself",
    serviceControl: [[allowAll]],
    expected: "refused",
  },
  {
    says: "the endpoint on the way has to allow",
    identity: [allowAll],
    endpoint: document(allow({ Principal: "*", Action: "s3:PutObject" })),
    expected: "refused",
  },
  { says: "an open endpoint lets through", identity: [allowAll], endpoint: open, expected: "allowed" },
  {
    says: "across accounts identity alone is not enough",
    identity: [allowAll],
    request: { account: otherAccount },
    expected: "refused",
  },
  {
    says: "across accounts the resource's policy alone is not enough",
    resource: forRole(),
    request: { account: otherAccount },
    expected: "refused",
  },
  {
    says: "across accounts both together are",
    identity: [reads],
    resource: forRole(),
    request: { account: otherAccount },
    expected: "allowed",
  },
  {
    says: "across accounts it is enough to name the caller's account",
    identity: [reads],
    resource: forAccount,
    request: { account: otherAccount },
    expected: "allowed",
  },
  {
    says: "naming its own account, a bucket leaves the decision to identity policies",
    resource: forAccount,
    expected: "refused",
  },
  {
    says: "an identity policy grants nothing on a key whose policy does not name the account",
    identity: [allowAll],
    resource: document(allow({ Principal: { AWS: `arn:aws:iam::${account}:role/admin` }, Action: "kms:*" })),
    request: decrypt,
    expected: "refused",
  },
  {
    says: "an identity policy grants on a key whose policy names the account",
    identity: [document(allow({ Action: "kms:Decrypt", Resource: key }))],
    resource: forAccount,
    request: decrypt,
    expected: "allowed",
  },
  {
    says: "a key's policy that names the account grants nothing by itself",
    resource: forAccount,
    request: decrypt,
    expected: "refused",
  },
  {
    says: "a key's policy that names the role needs no identity policy",
    resource: forRole(),
    request: decrypt,
    expected: "allowed",
  },
  {
    says: "a role is not assumed by identity policy alone",
    identity: [allowAll],
    resource: document({
      Effect: "Allow",
      Principal: { Service: "ec2.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
    request: become,
    expected: "refused",
  },
  {
    says: "a role is assumed by a role that its trust policy names",
    resource: document({
      Effect: "Allow",
      Principal: { AWS: role.arn },
      Action: "sts:AssumeRole",
    }),
    request: become,
    expected: "allowed",
  },
  {
    says: "a trust policy that names the account leaves it to identity policies",
    identity: [document(allow({ Action: "sts:AssumeRole", Resource: become.resource }))],
    resource: document({ Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" }),
    request: become,
    expected: "allowed",
  },
  {
    says: "a service assumes a role that trusts it",
    resource: document({
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    }),
    request: {
      ...become,
      action: "sts:TagSession",
      caller: { kind: "service", service: "pods.eks.amazonaws.com" },
    },
    expected: "allowed",
  },
  {
    says: "another service does not",
    resource: document({
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
    request: { ...become, caller: { kind: "service", service: "lambda.amazonaws.com" } },
    expected: "refused",
  },
  {
    says: "somebody whom a trusted provider vouches for assumes a role",
    resource: document({
      Effect: "Allow",
      Principal: {
        Federated: `arn:aws:iam::${account}:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC`,
      },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: { "oidc.eks.us-east-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:ml:mlflow" },
      },
    }),
    request: {
      ...become,
      action: "sts:AssumeRoleWithWebIdentity",
      caller: {
        kind: "federated",
        provider: `arn:aws:iam::${account}:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC`,
      },
      context: { "oidc.eks.us-east-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:ml:mlflow" },
    },
    expected: "allowed",
    judge: { cannot: "it does not know the keys of providers" },
  },
  {
    says: "somebody without credentials needs a policy for everybody",
    resource: forAccount,
    request: { caller: { kind: "anonymous" } },
    expected: "refused",
  },
  {
    says: "a policy for everybody lets in somebody without credentials",
    resource: open,
    request: { caller: { kind: "anonymous" } },
    expected: "allowed",
  },
];
