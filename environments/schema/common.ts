import { logRetentionAllowed } from "@aip/common/arguments/log-retention.ts";
import { blockFormat } from "@aip/common/formats.ts";
import { parseBlock } from "@aip/common/ipv4.ts";
import { logRetentions } from "@aip/facts/log-retention.ts";
import { regions } from "@aip/facts/regions.ts";
import { text } from "@aip/services/values.ts";
import { z } from "zod";

export { cpuQuantity, memoryQuantity, roleArn, slug, text, whole } from "@aip/services/values.ts";

/** Value types that several sections share. Every message says what was expected; the reader adds path and found value. */
export const cidr = text(blockFormat).refine(
  (block) => parseBlock(block) !== undefined,
  `expected ${blockFormat.allowed}`,
);

/** Days that a log group of CloudWatch keeps its events. */
export const logRetentionDays = z.literal(logRetentions, `expected ${logRetentionAllowed}`);

export const usd = z.number().positive("expected an amount in US dollars above 0");

export const dnsName = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, "expected a DNS name such as example.com");

export const region = z.enum(regions, "expected a region of AWS such as us-east-1");
