import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface WebAclArgs {
  /** Requests in five minutes after which an address is blocked, 100 or more. Default: 2000. */
  readonly rateLimit?: number;
  /** KMS key that encrypts the log of blocked requests; its policy must let CloudWatch Logs use it. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Days that the log is kept, one of the retentions of CloudWatch Logs. Default: 90. */
  readonly logRetentionDays?: number;
}

/** AWS' own rule groups, in the order they are asked (https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html). */
const managed = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesCommonRuleSet",
] as const;

/** Bodies above 8 KiB are usual for models and artifacts; the common rules count them instead of blocking. */
const counted: Partial<Record<(typeof managed)[number], string>> = {
  AWSManagedRulesCommonRuleSet: "SizeRestrictions_BODY",
};

/**
 * The web ACL of a load balancer that the internet reaches: addresses of bad repute, known attacks, the usual mistakes
 * of web applications, and more requests than anybody needs. What it does not let through is logged, without the
 * credentials.
 *
 * Price: 5 USD a month, 1 USD for each of four rules, 0.60 USD for a million requests (https://aws.amazon.com/waf/pricing/).
 *
 * @example
 * import { EncryptionKey, logsStatement, WebAcl } from "@aip/components";
 * import * as aws from "@pulumi/aws";
 *
 * const { accountId } = aws.getCallerIdentityOutput();
 * const key = new EncryptionKey("web-acl", {
 *   description: "Log of blocked requests",
 *   statements: [logsStatement("us-east-1", accountId)],
 * });
 * const acl = new WebAcl("front-door", { kmsKeyArn: key.arn, rateLimit: 1000 });
 * export const webAclArn = acl.arn;
 */
export class WebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: WebAclArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:security:WebAcl", name, {}, options);
    const parent = { parent: this };
    const acl = new aws.wafv2.WebAcl(
      `${name}-acl`,
      {
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        visibilityConfig: visibility(name),
        rules: [rateRule(args.rateLimit ?? 2000), ...managed.map(managedRule)],
      },
      parent,
    );
    const group = new aws.cloudwatch.LogGroup(
      `${name}-log`,
      {
        // WAF writes only to groups whose names begin so.
        name: `aws-waf-logs-ai-platform-${pulumi.getStack()}`,
        retentionInDays: args.logRetentionDays ?? 90,
        kmsKeyId: args.kmsKeyArn,
      },
      parent,
    );
    new aws.wafv2.WebAclLoggingConfiguration(
      `${name}-logging`,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [group.arn],
        redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
        loggingFilter: {
          defaultBehavior: "DROP",
          filters: [
            {
              behavior: "KEEP",
              requirement: "MEETS_ANY",
              conditions: [
                { actionCondition: { action: "BLOCK" } },
                { actionCondition: { action: "COUNT" } },
              ],
            },
          ],
        },
      },
      parent,
    );
    this.arn = acl.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

const visibility = (metricName: string) => ({
  metricName,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

const rateRule = (limit: number): aws.types.input.wafv2.WebAclRule => ({
  name: "too-many-requests",
  priority: 0,
  action: { block: {} },
  statement: { rateBasedStatement: { limit, aggregateKeyType: "IP", evaluationWindowSec: 300 } },
  visibilityConfig: visibility("too-many-requests"),
});

const managedRule = (name: (typeof managed)[number], index: number): aws.types.input.wafv2.WebAclRule => ({
  name,
  priority: index + 1,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: "AWS",
      name,
      ...(counted[name] === undefined
        ? {}
        : { ruleActionOverrides: [{ name: counted[name], actionToUse: { count: {} } }] }),
    },
  },
  visibilityConfig: visibility(name),
});
