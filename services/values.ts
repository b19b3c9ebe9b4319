import { z } from "zod";

/** Value types that the settings of several services share. Every message says what was expected. */

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

export const replicas = z.int().min(1, "expected at least 1 pod");
export const days = z.int().min(1, "expected at least 1 day");
export const gibibytes = z.int().min(1, "expected at least 1 GiB");
