import { logRetentions } from "@aip/facts/log-retention.ts";
import type { Problems } from "../problems.ts";

const known: ReadonlySet<number> = new Set(logRetentions);

/** What CloudWatch Logs takes, as the rest of a sentence. */
export const logRetentionAllowed = `one of ${logRetentions.join(", ")} days`;

/** How long CloudWatch Logs keeps a log group's events, in days. */
export function checkLogRetention(path: string, days: number, problems: Problems): void {
  if (!known.has(days)) problems.add(path, days, logRetentionAllowed);
}
