import assert from "node:assert/strict";
import { simulatedCloud } from "../cloud.ts";
import { Refused } from "../core/errors.ts";

const service = "logs.us-east-1.amazonaws.com";

/** What the cloud says to a log group whose key has one statement for CloudWatch Logs. */
function refusals(statement: object): string[] {
  const cloud = simulatedCloud({ region: "us-east-1" });
  const make = (type: string, name: string, inputs: Record<string, unknown>) =>
    cloud.create(`urn:pulumi:test::network::${type}::${name}`, type, inputs);
  const Statement = [{ Effect: "Allow", Action: "kms:*", Resource: "*", ...statement }];
  const policy = JSON.stringify({ Version: "2012-10-17", Statement });
  const key = make("aws:kms/key:Key", "key", { policy });
  try {
    make("aws:cloudwatch/logGroup:LogGroup", "group", { kmsKeyId: key.outputs.arn });
  } catch (error) {
    assert.ok(error instanceof Refused, String(error));
    return error.problems.map(({ property }) => property);
  }
  return [];
}

describe("the simulated log groups", () => {
  it("take a key that lets CloudWatch Logs in by the ARN of the log group", () => {
    const Condition = {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:*:log-group:*" },
    };
    assert.deepEqual(refusals({ Principal: { Service: service }, Condition }), []);
  });

  // AWS makes neither: the first names nobody, the second asks for what the service does not send.
  it("refuse a key that lets it in not at all, or only with a source account", () => {
    const Principal = { AWS: "arn:aws:iam::210987654321:root" };
    assert.deepEqual(refusals({ Principal }), ["kmsKeyId"]);
    const Condition = { StringEquals: { "aws:SourceAccount": "210987654321" } };
    assert.deepEqual(refusals({ Principal: { Service: [service] }, Condition }), ["kmsKeyId"]);
  });
});
