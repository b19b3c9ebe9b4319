import {
  type AccessCase,
  account,
  allow,
  allowAll,
  context,
  document,
  identity,
  role,
  variable,
} from "./case.ts";

const when = (Condition: unknown) => identity({ Condition });
const team = "aws:PrincipalTag/team";

/** When conditions hold. */
export const conditions: readonly AccessCase[] = [
  {
    says: "a condition holds",
    ...when({ Bool: { "aws:SecureTransport": "true" } }),
    ...context({ "aws:SecureTransport": "true" }),
    expected: "allowed",
  },
  {
    says: "a truth value may be written without quotes",
    ...when({ Bool: { "aws:SecureTransport": true } }),
    ...context({ "aws:SecureTransport": "true" }),
    expected: "allowed",
  },
  {
    says: "a key that is missing matches nothing",
    ...when({ StringEquals: { [team]: "a" } }),
    expected: "refused",
  },
  {
    says: "a key that is missing is not equal",
    ...when({ StringNotEquals: { [team]: "a" } }),
    expected: "allowed",
  },
  {
    says: "...IfExists passes over a key that is missing",
    ...when({ StringEqualsIfExists: { [team]: "a" } }),
    expected: "allowed",
  },
  {
    says: "...IfExists compares a key that is there",
    ...when({ StringEqualsIfExists: { [team]: "a" } }),
    ...context({ [team]: "b" }),
    expected: "refused",
  },
  {
    says: "values of one key are alternatives, and case does not count in its name",
    ...when({ StringEquals: { [team]: ["a", "b"] } }),
    ...context({ "aws:principaltag/TEAM": "b" }),
    expected: "allowed",
  },
  {
    says: "of values that must not be, none may be",
    ...when({ StringNotEquals: { [team]: ["a", "b"] } }),
    ...context({ [team]: "b" }),
    expected: "refused",
  },
  {
    says: "all keys have to hold",
    ...when({ StringEquals: { [team]: "a", "aws:PrincipalTag/stage": "prod" } }),
    ...context({ [team]: "a", "aws:PrincipalTag/stage": "dev" }),
    expected: "refused",
  },
  {
    says: "all operators have to hold",
    ...when({ StringEquals: { [team]: "a" }, Bool: { "aws:SecureTransport": "true" } }),
    ...context({ [team]: "a", "aws:SecureTransport": "false" }),
    expected: "refused",
  },
  {
    says: "case counts in StringEquals",
    ...when({ StringEquals: { [team]: "A" } }),
    ...context({ [team]: "a" }),
    expected: "refused",
  },
  {
    says: "case does not count in StringEqualsIgnoreCase",
    ...when({ StringEqualsIgnoreCase: { [team]: "A" } }),
    ...context({ [team]: "a" }),
    expected: "allowed",
  },
  {
    says: "StringEquals knows no wildcards",
    ...when({ StringEquals: { [team]: "a*" } }),
    ...context({ [team]: "ab" }),
    expected: "refused",
  },
  {
    says: "StringLike does",
    ...when({ StringLike: { [team]: ["x*", "a?c"] } }),
    ...context({ [team]: "abc" }),
    expected: "allowed",
  },
  {
    says: "StringNotLike is for what matches none of its patterns",
    ...when({ StringNotLike: { [team]: ["x*", "a?c"] } }),
    ...context({ [team]: "abc" }),
    expected: "refused",
  },
  {
    says: "a wildcard in one part of an ARN does not reach the next",
    ...when({ ArnLike: { "aws:SourceArn": "arn:aws:s3:*:lake" } }),
    ...context({ "aws:SourceArn": "arn:aws:s3:::lake" }),
    expected: "refused",
  },
  {
    says: "a wildcard in the last part of an ARN spans the rest",
    ...when({ ArnEquals: { "aws:SourceArn": `arn:aws:logs:*:${account}:*` } }),
    ...context({ "aws:SourceArn": `arn:aws:logs:us-east-1:${account}:log-group:x:*` }),
    expected: "allowed",
  },
  {
    says: "numbers are compared as numbers",
    ...when({ NumericLessThan: { "s3:TlsVersion": "1.2" } }),
    ...context({ "s3:TlsVersion": "1.20" }),
    expected: "refused",
  },
  {
    says: "dates are compared as dates",
    ...when({ DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } }),
    ...context({ "aws:CurrentTime": "2026-06-01T00:00:00Z" }),
    expected: "allowed",
  },
  {
    says: "an address is within a block",
    ...when({ IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"] } }),
    ...context({ "aws:SourceIp": "10.2.3.4" }),
    expected: "allowed",
  },
  {
    says: "NotIpAddress is for addresses outside of all blocks",
    ...when({ NotIpAddress: { "aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"] } }),
    ...context({ "aws:SourceIp": "10.2.3.4" }),
    expected: "refused",
  },
  {
    says: "Null asks that a key is missing",
    ...when({ Null: { [team]: "true" } }),
    ...context({ [team]: "a" }),
    expected: "refused",
  },
  {
    says: "Null false asks that a key is there",
    ...when({ Null: { [team]: "false" } }),
    ...context({ [team]: "a" }),
    expected: "allowed",
  },
  {
    says: "ForAllValues: each value of the request is among those of the policy",
    ...when({ "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } }),
    ...context({ "aws:TagKeys": ["a", "c"] }),
    expected: "refused",
  },
  {
    says: "ForAllValues holds where the key is missing",
    ...when({ "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } }),
    expected: "allowed",
  },
  {
    says: "ForAnyValue: one value of the request is among those of the policy",
    ...when({ "ForAnyValue:StringLike": { "aws:TagKeys": "team-*" } }),
    ...context({ "aws:TagKeys": ["x", "team-a"] }),
    expected: "allowed",
  },
  {
    says: "ForAnyValue does not hold where the key is missing",
    ...when({ "ForAnyValue:StringEquals": { "aws:TagKeys": "a" } }),
    expected: "refused",
  },
  {
    says: "a condition's value may be a variable",
    ...when({ StringEquals: { "aws:PrincipalTag/owner": variable(team) } }),
    ...context({ "aws:PrincipalTag/owner": "a", [team]: "a" }),
    expected: "allowed",
  },
  {
    says: "a key is used through the service that the condition names",
    identity: [allowAll],
    resource: document(
      allow({
        Principal: { AWS: role.arn },
        Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
      }),
    ),
    request: {
      action: "kms:Decrypt",
      resource: `arn:aws:kms:us-east-1:${account}:key/k1`,
      context: { "kms:ViaService": "sns.us-east-1.amazonaws.com" },
    },
    expected: "refused",
  },
  {
    says: "the caller's role, and not its session, is aws:PrincipalArn",
    ...when({ ArnEquals: { "aws:PrincipalArn": role.arn } }),
    expected: "allowed",
  },
];
