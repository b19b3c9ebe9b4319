import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../iam/policy.ts";

export interface PublicZoneArgs {
  /** Name of the zone, such as `ai.example.com`. Its name servers have to be entered at the parent domain. */
  readonly domain: string;
  /** KMS key in us-east-1 that encrypts the query log; its policy must let CloudWatch Logs there use it. */
  readonly logKeyArn: pulumi.Input<string>;
  /** Days until a logged query is deleted: a retention that CloudWatch Logs knows, such as 30, 90 or 365. */
  readonly logRetentionDays: number;
  /**
   * Whether answers are signed. The DS record then has to be entered at the parent domain by hand, and taken out two
   * days before signing ends, or the domain stops resolving. Default: false.
   */
  readonly dnssec?: boolean;
}

/**
 * The public names of a domain, with every query logged. Give it a provider of us-east-1: Route 53 takes signing keys
 * and query logs from no other region.
 *
 * Price: 0.50 USD a month, 0.40 USD for a million queries, 0.50 USD for each GB of query logs; signing 1 USD a month
 * for its key (https://aws.amazon.com/route53/pricing/).
 *
 * @example
 * import { EncryptionKey, logsStatement, PublicZone } from "@aip/components";
 * import * as aws from "@pulumi/aws";
 *
 * const provider = new aws.Provider("us-east-1", { region: "us-east-1" });
 * const { accountId } = aws.getCallerIdentityOutput();
 * const key = new EncryptionKey(
 *   "query-logs-key",
 *   { description: "Queries of the public zone", statements: [logsStatement("us-east-1", accountId)] },
 *   { provider },
 * );
 * new PublicZone("public", { domain: "ai.example.com", logKeyArn: key.arn, logRetentionDays: 90 }, { provider });
 */
export class PublicZone extends pulumi.ComponentResource {
  readonly zoneId: pulumi.Output<string>;
  /** What the parent domain must delegate to. */
  readonly nameServers: pulumi.Output<string[]>;
  /** What the parent domain must vouch for; null where answers are not signed. */
  readonly dsRecord: pulumi.Output<string | null>;

  constructor(name: string, args: PublicZoneArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:network:PublicZone", name, {}, options);
    const zone = new aws.route53.Zone(
      `${name}-zone`,
      { name: args.domain, comment: `Public names of ${args.domain}` },
      { parent: this },
    );
    this.zoneId = zone.zoneId;
    this.nameServers = zone.nameServers;
    this.#logQueries(name, args, zone);
    this.dsRecord = args.dnssec ? this.#sign(name, args.domain, zone) : pulumi.output(null);
    this.registerOutputs({ zoneId: this.zoneId, nameServers: this.nameServers, dsRecord: this.dsRecord });
  }

  #logQueries(name: string, args: PublicZoneArgs, zone: aws.route53.Zone): void {
    const parent = { parent: this };
    const group = new aws.cloudwatch.LogGroup(
      `${name}-queries`,
      {
        // Route 53 writes to groups of this prefix alone.
        name: `/aws/route53/${pulumi.getStack()}/${args.domain}`,
        retentionInDays: args.logRetentionDays,
        kmsKeyId: args.logKeyArn,
      },
      parent,
    );
    const account = aws.getCallerIdentityOutput({}, parent).accountId;
    const access = new aws.cloudwatch.LogResourcePolicy(
      `${name}-queries-access`,
      {
        policyName: `${pulumi.getStack()}-${name}-queries`,
        policyDocument: policyDocument([
          {
            sid: "Route53Writes",
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            principals: { Service: "route53.amazonaws.com" },
            resources: [pulumi.interpolate`${group.arn}:*`],
            conditions: { StringEquals: { "aws:SourceAccount": account } },
          },
        ]),
      },
      parent,
    );
    new aws.route53.QueryLog(
      `${name}-query-log`,
      { zoneId: zone.zoneId, cloudwatchLogGroupArn: group.arn },
      { parent: this, dependsOn: [access] },
    );
  }

  #sign(name: string, domain: string, zone: aws.route53.Zone): pulumi.Output<string> {
    const parent = { parent: this };
    const account = aws.getCallerIdentityOutput({}, parent).accountId;
    const ownZone = { StringEquals: { "aws:SourceAccount": account } };
    const key = new aws.kms.Key(
      `${name}-signing-key`,
      {
        description: `Signs the answers of ${domain}`,
        customerMasterKeySpec: "ECC_NIST_P256",
        keyUsage: "SIGN_VERIFY",
        deletionWindowInDays: 30,
        policy: policyDocument([
          {
            sid: "AccountDecides",
            actions: ["kms:*"],
            principals: { AWS: pulumi.interpolate`arn:aws:iam::${account}:root` },
            resources: ["*"],
          },
          {
            sid: "Route53Signs",
            actions: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
            principals: { Service: "dnssec-route53.amazonaws.com" },
            resources: ["*"],
            conditions: ownZone,
          },
          {
            sid: "Route53Grants",
            actions: ["kms:CreateGrant"],
            principals: { Service: "dnssec-route53.amazonaws.com" },
            resources: ["*"],
            conditions: { ...ownZone, Bool: { "kms:GrantIsForAWSResource": "true" } },
          },
        ]),
      },
      parent,
    );
    const signingKey = new aws.route53.KeySigningKey(
      `${name}-key-signing-key`,
      { hostedZoneId: zone.zoneId, keyManagementServiceArn: key.arn, name: "platform", status: "ACTIVE" },
      parent,
    );
    new aws.route53.HostedZoneDnsSec(
      `${name}-signing`,
      { hostedZoneId: signingKey.hostedZoneId, signingStatus: "SIGNING" },
      { parent: this, dependsOn: [signingKey] },
    );
    return signingKey.dsRecord;
  }
}
