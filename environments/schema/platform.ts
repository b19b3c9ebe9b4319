import { dataClassifications } from "@aip/common/tags.ts";
import { z } from "zod";
import { dnsName, region, usd } from "./common.ts";

/** Keys that every layer shares. */
export const platform = {
  /** AWS region of everything in the environment. Default: us-east-1, whose prices are best sourced. */
  region: region.default("us-east-1"),
  /** The 12-digit account the environment may be brought up in; the AWS provider refuses any other. Default: any. */
  accountId: z
    .string()
    .regex(/^\d{12}$/, "expected a 12-digit AWS account id")
    .optional(),
  /** Domain of the service addresses. */
  domain: dnsName,
  /** What is asked of it: `production` refuses a single NAT gateway, two zones, unprotected data and single replicas. */
  profile: z.enum(["development", "staging", "production"]),
  /** How people reach the services: `forward` through `aip forward`, `gateway` by the addresses under the domain. */
  access: z.enum(["forward", "gateway"]).default("gateway"),
  /** Tags on everything that can carry them; cost reports and access rules rely on them. */
  tags: z.strictObject({
    /** Team or mailbox that answers for the environment; prices are shown by it. */
    Owner: z.string().min(1, "expected a team or a mailbox"),
    /** Cost centre that pays, as the bill is to show it. */
    CostCenter: z.string().min(1, "expected a cost centre"),
    /** How confidential the data may become that the environment holds. */
    DataClassification: z.enum(dataClassifications),
  }),
  /** What the environment may cost in US dollars a month; the plan fails above it. */
  budget: z.strictObject({
    /** The most that the environment may be expected to cost, in US dollars a month. */
    monthlyUsd: usd,
    /** Ceilings of single layers. Default: none but the total. */
    layers: z.record(z.string(), usd).default({}),
    /** How much more a single change may cost a month without a waiver. Default: a tenth of the budget. */
    maxIncreaseUsd: usd.optional(),
    /** Addresses that AWS writes to when the bill itself passes, or is forecast to pass, the budget. Default: nobody. */
    notify: z
      .array(z.email("expected an email address"))
      .max(10, "expected at most 10 addresses")
      .default([]),
  }),
  /** Where charts are pulled from instead of their own repositories, for networks with no way out. */
  chartMirror: z
    .string()
    .startsWith("oci://", "expected an OCI registry such as oci://mirror.example.com/charts")
    .optional(),
  /**
   * Where images are pulled from instead of their own registries, whose hosts stay in the path: `quay.io/a/b` is
   * `<imageMirror>/quay.io/a/b` (docs/mirrors.md).
   */
  imageMirror: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9][a-z0-9._-]*)*$/,
      "expected a registry or a folder of one, with no scheme and no slash at the end, such as mirror.example.com/images",
    )
    .optional(),
} as const;
