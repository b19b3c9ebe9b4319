import { z } from "zod";

/** The value types that contracts are made of. Each says what it expects in the words of the service it belongs to. */
const matching = (pattern: RegExp, what: string) =>
  z.string().regex(pattern, { error: (issue) => `expected ${what}, found ${JSON.stringify(issue.input)}` });

export const arn = (service: string) =>
  matching(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:(\\d{12})?:.+`), `an ARN of ${service}`);
export const vpcId = matching(/^vpc-[0-9a-f]+$/, "a VPC id (vpc-…)");
export const subnetId = matching(/^subnet-[0-9a-f]+$/, "a subnet id (subnet-…)");
export const securityGroupId = matching(/^sg-[0-9a-f]+$/, "a security group id (sg-…)");
export const hostedZoneId = matching(/^Z[0-9A-Z]+$/, "a hosted zone id (Z…)");
export const cidr = matching(/^\d+\.\d+\.\d+\.\d+\/\d+$/, "an IPv4 CIDR block");
export const ipv4 = matching(/^\d+\.\d+\.\d+\.\d+$/, "an IPv4 address");
export const url = matching(/^https?:\/\/.+/, "a URL");
export const text = z.string().min(1);

/** Subnets by availability zone name: zones are the key, so that adding one never renames the others. */
export const subnetsByZone = z.record(text, subnetId);

export const list = <T extends z.ZodType>(item: T) => z.array(item).min(1);
