import { platformName } from "@aip/common/names.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accessLogsBucket } from "../data/access-logs.ts";
import { ResourceHistory } from "./resource-history.ts";

export interface AccountBaselineArgs {
  /** AWS region of the detectors. */
  readonly region: string;
  /**
   * Whether GuardDuty looks for threats in API calls, DNS, S3, EKS audit logs and database logins
   * (https://aws.amazon.com/guardduty/pricing/). Default: false.
   */
  readonly guardDuty?: boolean;
  /** Whether IAM Access Analyzer reports what other accounts can reach; free. Default: false. */
  readonly accessAnalyzer?: boolean;
  /** Whether AWS Config keeps the history of every resource's configuration, 0.003 USD a change. Default: false. */
  readonly config?: boolean;
  /**
   * Whether Security Hub checks AWS's best practices, most of which look at that history
   * (https://aws.amazon.com/security-hub/pricing/). Default: false.
   */
  readonly securityHub?: boolean;
  /** Account of the detectors: that of the provider. */
  readonly accountId: pulumi.Input<string>;
  /** KMS key that encrypts the history. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Whether the history may be deleted together with its bucket. Default: false. */
  readonly disposable?: boolean;
}

/** What GuardDuty looks at beyond its own sources; each is priced by what it sees. */
const features = ["S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "RDS_LOGIN_EVENTS"] as const;

/**
 * The detectors of an account. AWS allows one of each per account and region, so that at most one environment of an
 * account can own them.
 *
 * Price: that of the detectors that are switched on, by use; their arguments name it.
 *
 * @example
 * import { AccountBaseline, EncryptionKey } from "@aip/components";
 * import * as aws from "@pulumi/aws";
 *
 * const { accountId } = aws.getCallerIdentityOutput();
 * const key = new EncryptionKey("history", { description: "History of configurations" });
 * new AccountBaseline("baseline", {
 *   region: "us-east-1",
 *   accountId,
 *   kmsKeyArn: key.arn,
 *   guardDuty: true,
 *   accessAnalyzer: true,
 * });
 */
export class AccountBaseline extends pulumi.ComponentResource {
  constructor(name: string, args: AccountBaselineArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:security:AccountBaseline", name, {}, options);
    const parent = { parent: this };
    if (args.guardDuty) {
      const detector = new aws.guardduty.Detector(
        `${name}-detector`,
        { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" },
        parent,
      );
      for (const feature of features) {
        new aws.guardduty.DetectorFeature(
          `${name}-detector-${feature.toLowerCase().replaceAll("_", "-")}`,
          { detectorId: detector.id, name: feature, status: "ENABLED" },
          parent,
        );
      }
    }
    if (args.accessAnalyzer) {
      new aws.accessanalyzer.Analyzer(
        `${name}-analyzer`,
        { analyzerName: platformName(pulumi.getStack()), type: "ACCOUNT" },
        parent,
      );
    }
    if (args.config) {
      const { accountId, kmsKeyArn, disposable = false } = args;
      const accessLogs = accessLogsBucket(`${name}-access`, { accountId, disposable }, parent);
      new ResourceHistory(
        `${name}-history`,
        { accountId, kmsKeyArn, disposable, accessLogsBucket: accessLogs.bucket },
        parent,
      );
    }
    if (args.securityHub) {
      const hub = new aws.securityhub.Account(
        `${name}-hub`,
        { enableDefaultStandards: false, controlFindingGenerator: "SECURITY_CONTROL" },
        parent,
      );
      new aws.securityhub.StandardsSubscription(
        `${name}-best-practices`,
        {
          standardsArn: `arn:aws:securityhub:${args.region}::standards/aws-foundational-security-best-practices/v/1.0.0`,
        },
        { parent: this, dependsOn: [hub] },
      );
    }
    this.registerOutputs({});
  }
}
