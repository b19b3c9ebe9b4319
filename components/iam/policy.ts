import * as pulumi from "@pulumi/pulumi";

/** One statement of an IAM policy, in plain words of the IAM policy language. */
export interface Statement {
  /** Name of the statement, letters and digits. Default: none. */
  readonly sid?: string;
  /** Whether it allows or denies. Default: Allow. */
  readonly effect?: "Allow" | "Deny";
  /** Actions, such as `s3:GetObject`. */
  readonly actions: readonly string[];
  /** ARNs of what the actions are done to, patterns included. Default: none, as in a trust policy. */
  readonly resources?: readonly pulumi.Input<string>[];
  /** Who is meant, by kind, such as `Service` or `AWS`; `*` is anyone. Default: none, as in an identity policy. */
  readonly principals?:
    | Readonly<Record<string, pulumi.Input<string> | readonly pulumi.Input<string>[]>>
    | "*";
  /** Conditions by operator, then by key. Default: none. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A policy document as JSON (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html). */
export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      ...(statement.sid === undefined ? {} : { Sid: statement.sid }),
      Effect: statement.effect ?? "Allow",
      ...(statement.principals === undefined ? {} : { Principal: statement.principals }),
      Action: statement.actions,
      ...(statement.resources === undefined ? {} : { Resource: statement.resources }),
      ...(statement.conditions === undefined ? {} : { Condition: statement.conditions }),
    })),
  });
}

/** The trust policy of a role that an AWS service assumes. */
export const trustService = (service: string, conditions?: Statement["conditions"]): pulumi.Output<string> =>
  policyDocument([
    { actions: ["sts:AssumeRole"], principals: { Service: service }, ...(conditions ? { conditions } : {}) },
  ]);

/** Narrows what a statement allows with a KMS key to one service: nothing else that the key encrypts can be read with it. */
const through = (service: string, region: string): NonNullable<Statement["conditions"]> => ({
  StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` },
});

/** Narrows what a statement allows with a KMS key to secrets. */
export const throughSecretsManager = (region: string) => through("secretsmanager", region);

/** Narrows what a statement allows with a KMS key to objects in S3. */
export const throughS3 = (region: string) => through("s3", region);
