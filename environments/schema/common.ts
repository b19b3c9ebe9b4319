import { z } from "zod";

/** Value types that several sections share. Every message says what was expected; the reader adds path and found value. */
export const cidr = z
  .string()
  .regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, "expected an IPv4 CIDR block such as 10.0.0.0/16");

export const usd = z.number().positive("expected an amount in US dollars above 0");

export const dnsName = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, "expected a DNS name such as example.com");

export const slug = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/,
    "expected lower-case letters, digits and dashes, at most 32, starting with a letter",
  );

export const cpuQuantity = z
  .string()
  .regex(/^\d+(\.\d+)?m?$/, 'expected a CPU quantity such as "500m" or "2"');

export const memoryQuantity = z
  .string()
  .regex(/^\d+(\.\d+)?(Ki|Mi|Gi|Ti)$/, 'expected a memory quantity such as "512Mi" or "4Gi"');
