import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy.ts";

/**
 * Lets CloudWatch Logs encrypt log groups of the account with a key, and nothing else with it
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html).
 *
 * @param groups What the names of the log groups start with. Default: all groups of the account and region.
 */
export const logsStatement = (region: string, accountId: pulumi.Input<string>, groups = ""): Statement => ({
  sid: "LogGroupsUse",
  actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
  principals: { Service: `logs.${region}.amazonaws.com` },
  resources: ["*"],
  conditions: {
    ArnLike: {
      "kms:EncryptionContext:aws:logs:arn": pulumi.interpolate`arn:aws:logs:${region}:${accountId}:log-group:${groups}*`,
    },
  },
});
