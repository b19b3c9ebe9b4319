import {
  type AccessCase,
  account,
  allow,
  allowAll,
  context,
  deny,
  document,
  identity,
  object,
  otherAccount,
  role,
  user,
  variable,
} from "./case.ts";

/** What actions, resources, principals and variables of a statement match. */
export const elements: readonly AccessCase[] = [
  { says: "case does not count in actions", ...identity({ Action: "S3:getobject" }), expected: "allowed" },
  { says: "an action may end in a wildcard", ...identity({ Action: "s3:Get*" }), expected: "allowed" },
  { says: "a question mark is one character", ...identity({ Action: "s3:?etObject" }), expected: "allowed" },
  {
    says: "the service of an action has to match",
    ...identity({ Action: "s3express:*" }),
    expected: "refused",
  },
  {
    says: "NotAction is every other action",
    ...identity({ Action: undefined, NotAction: "iam:*" }),
    expected: "allowed",
  },
  {
    says: "NotAction is none of its actions",
    ...identity({ Action: undefined, NotAction: ["s3:Get*", "iam:*"] }),
    expected: "refused",
  },
  {
    says: "case counts in resources",
    ...identity({ Resource: object.replace("raw", "RAW") }),
    expected: "refused",
  },
  {
    says: "a wildcard in a resource spans slashes",
    ...identity({ Resource: "arn:aws:s3:::lake/*" }),
    expected: "allowed",
  },
  {
    says: "a bucket is not its objects",
    ...identity({ Resource: "arn:aws:s3:::lake" }),
    expected: "refused",
  },
  {
    says: "NotResource is every other resource",
    ...identity({ Resource: undefined, NotResource: "arn:aws:s3:::lake/curated/*" }),
    expected: "allowed",
  },
  {
    says: "NotResource is none of its resources",
    ...identity({ Resource: undefined, NotResource: "arn:aws:s3:::lake/raw/*" }),
    expected: "refused",
  },
  {
    says: "a policy variable holds what the request has",
    ...identity({ Resource: `arn:aws:s3:::lake/${variable("aws:PrincipalTag/zone")}/*` }),
    ...context({ "aws:PrincipalTag/zone": "raw" }),
    expected: "allowed",
  },
  {
    says: "a policy variable that the request does not have matches nothing",
    ...identity({ Resource: `arn:aws:s3:::lake/${variable("aws:PrincipalTag/zone")}*` }),
    expected: "refused",
  },
  {
    says: "a policy variable may have a value to stand in",
    ...identity({ Resource: `arn:aws:s3:::lake/${variable("aws:PrincipalTag/zone, 'raw'")}/*` }),
    expected: "allowed",
  },
  {
    says: "what a variable holds is no wildcard",
    ...identity({ Resource: `arn:aws:s3:::lake/${variable("aws:PrincipalTag/zone")}` }),
    ...context({ "aws:PrincipalTag/zone": "*" }),
    expected: "refused",
  },
  {
    says: "a user's name is a variable",
    ...identity({ Resource: `arn:aws:s3:::lake/${variable("aws:username")}/*` }),
    request: { caller: user, resource: "arn:aws:s3:::lake/ana/a" },
    expected: "allowed",
  },
  {
    says: "an escaped asterisk is an asterisk",
    ...identity({ Resource: `arn:aws:s3:::lake/${variable("*")}` }),
    expected: "refused",
  },
  {
    says: "older documents have no variables",
    identity: [
      {
        Version: "2008-10-17",
        Statement: allow({ Resource: `arn:aws:s3:::lake/${variable("aws:PrincipalTag/zone")}/*` }),
      },
    ],
    ...context({ "aws:PrincipalTag/zone": "raw" }),
    expected: "refused",
    judge: { differs: "it takes variables in documents of every version" },
  },
  {
    says: "a statement may stand alone, without a list",
    identity: [{ Version: "2012-10-17", Statement: allow() }],
    expected: "allowed",
  },
  {
    says: "NotPrincipal with Deny spares those whose account, role and session are all named",
    identity: [allowAll],
    resource: document(
      deny({
        NotPrincipal: {
          AWS: [`arn:aws:iam::${account}:root`, role.arn, `arn:aws:sts::${account}:assumed-role/reader/pod`],
        },
      }),
    ),
    expected: "allowed",
  },
  {
    says: "NotPrincipal with Deny spares nobody who has a boundary",
    identity: [allowAll],
    boundary: allowAll,
    resource: document(
      deny({
        NotPrincipal: {
          AWS: [`arn:aws:iam::${account}:root`, role.arn, `arn:aws:sts::${account}:assumed-role/reader/pod`],
        },
      }),
    ),
    expected: "refused",
  },
  {
    says: "NotPrincipal with Deny means everybody who is not named",
    identity: [allowAll],
    resource: document(deny({ NotPrincipal: { AWS: `arn:aws:iam::${account}:role/admin` } })),
    expected: "refused",
  },
  {
    says: "a principal of another account is not the caller",
    resource: document(allow({ Principal: { AWS: `arn:aws:iam::${otherAccount}:role/team/reader` } })),
    expected: "refused",
  },
];
