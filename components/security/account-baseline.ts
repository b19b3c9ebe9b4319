import { platformName } from "@aip/common/names.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accessLogsBucket } from "../data/access-logs.ts";
import { ResourceHistory } from "./resource-history.ts";

export interface AccountBaselineArgs {
  readonly region: string;
  /** Threat detection on API calls, DNS, S3, EKS audit logs and database logins. Default: off. */
  readonly guardDuty?: boolean;
  /** Findings about what other accounts can reach. Free. Default: off. */
  readonly accessAnalyzer?: boolean;
  /** History of every resource's configuration. Default: off. */
  readonly config?: boolean;
  /** Checks of AWS' own best practices, most of which look at that history. Default: off. */
  readonly securityHub?: boolean;
  readonly accountId: pulumi.Input<string>;
  /** Key that encrypts the history. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Whether the history may be deleted. Default: false. */
  readonly disposable?: boolean;
}

/** What GuardDuty looks at beyond its own sources; each is priced by what it sees. */
const features = ["S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "RDS_LOGIN_EVENTS"] as const;

/**
 * The detectors of an account. AWS allows one of each per account and region, so that at most one environment of an
 * account can own them.
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
