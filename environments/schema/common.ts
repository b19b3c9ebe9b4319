import { z } from "zod";

export { cpuQuantity, memoryQuantity, slug } from "@aip/services/values.ts";

/** Value types that several sections share. Every message says what was expected; the reader adds path and found value. */
export const cidr = z
  .string()
  .regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, "expected an IPv4 CIDR block such as 10.0.0.0/16");

export const usd = z.number().positive("expected an amount in US dollars above 0");

export const dnsName = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, "expected a DNS name such as example.com");
