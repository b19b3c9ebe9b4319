import { type Bounds, boundsAllowed } from "@aip/common/bounds.ts";
import { cpuFormat, type Format, memoryFormat } from "@aip/common/formats.ts";
import { z } from "zod";

/**
 * Value types that several settings share. Every message says what was expected, in the words of the rules that the
 * components check with.
 */

export const slug = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/,
    "expected lower-case letters, digits and dashes, at most 32, starting with a letter",
  );

/** A text of a form. */
export const text = ({ pattern, allowed }: Format) =>
  z.string().regex(pattern, { error: `expected ${allowed}`, abort: true });

/** A whole number within bounds. */
export function whole(bounds: Bounds) {
  const message = `expected ${boundsAllowed(bounds)}`;
  const number = z.int().min(bounds.least, message);
  return bounds.most === undefined ? number : number.max(bounds.most, message);
}

export const cpuQuantity = text(cpuFormat);
export const memoryQuantity = text(memoryFormat);

export const cronExpression = z
  .string()
  .regex(
    /^[\d*,/-]+( [\d*,/-]+){4}$/,
    'expected a cron expression of five numbers or ranges such as "7 * * * *"',
  );

export const roleArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "expected the ARN of an IAM role");

export const replicas = z.int().min(1, "expected at least 1 pod");
export const days = z.int().min(1, "expected at least 1 day");
export const gibibytes = z.int().min(1, "expected at least 1 GiB");
