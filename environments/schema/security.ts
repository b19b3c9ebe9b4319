import { serviceKeys } from "@aip/services";
import { z } from "zod";
import { cidr, logRetentionDays } from "./common.ts";

/** The audit trail: who called which API of the account. */
const cloudTrail = z.strictObject({
  /** Whether this environment records the account's API calls; the first trail of an account is free. Default: true. */
  enabled: z.boolean().default(true),
  /** Days that the records are kept in S3. Default: 400. */
  retentionDays: z.int().min(90, "expected at least 90 days").default(400),
  /** Days that the records can be searched in CloudWatch Logs. Default: 90. */
  logRetentionDays: logRetentionDays.default(90),
});

/**
 * Detectors of the account and region. AWS allows one of each, so only one environment of an account may switch them
 * on. They are priced by what they look at.
 */
const baseline = z.strictObject({
  /** GuardDuty: threats in API calls, DNS, S3, EKS audit logs and database logins. Default: false. */
  guardDuty: z.boolean().default(false),
  /** IAM Access Analyzer: what is open to other accounts. Free. Default: false. */
  accessAnalyzer: z.boolean().default(false),
  /** AWS Config: how every resource was configured, and when that changed. Default: false. */
  config: z.boolean().default(false),
  /** Security Hub with AWS' own best practices, most of which look at AWS Config. Default: false. */
  securityHub: z.boolean().default(false),
});

const gateway = z.strictObject({
  /** `internal`: the load balancer has private addresses only. `internet`: public, behind a web ACL. Default: internal. */
  exposure: z.enum(["internal", "internet"]).default("internal"),
  /** Addresses that may connect. Default: all that can reach the load balancer. */
  sourceRanges: z.array(cidr).default([]),
  /**
   * Whether the load balancer refuses its deletion; bring up the security layer with false before you destroy it. Default:
   * true in production.
   */
  deletionProtection: z.boolean().optional(),
  /** Requests in five minutes after which the web ACL blocks an address, 100 or more. Default: 2000. */
  rateLimit: z.int().min(100, "expected at least 100 requests").default(2000),
});

/** The security layer. */
export const security = z.strictObject({
  cloudTrail: cloudTrail.prefault({}),
  baseline: baseline.prefault({}),
  ...serviceKeys("security"),
  /** The front door; only used where `platform:access` is `gateway`. */
  gateway: gateway.prefault({}),
});
