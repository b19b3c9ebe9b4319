import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../core/encryption-key.ts";
import { logsStatement } from "../core/key-statements.ts";

/** A key for logs in one region: log groups of CloudWatch, and what AWS's log delivery writes into buckets. */
export function createLogKey(
  name: string,
  args: { readonly region: string; readonly description: string },
  options: pulumi.ComponentResourceOptions & pulumi.InvokeOptions,
): EncryptionKey {
  const { accountId } = aws.getCallerIdentityOutput({}, options);
  return new EncryptionKey(
    name,
    {
      description: args.description,
      services: ["delivery.logs.amazonaws.com"],
      statements: [logsStatement(args.region, accountId)],
    },
    options,
  );
}
