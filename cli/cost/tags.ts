import { isRecord } from "@aip/common/records.ts";
import type { Resource } from "@aip/common/resource.ts";

/** The values of a mapping that are text. */
const texts = (value: unknown): Record<string, string> =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      )
    : {};

/** The tags on a resource: its own before those of its provider; labels for Kubernetes objects. */
export function tagsOf({ inputs, defaultTags: fromProvider }: Resource): Readonly<Record<string, string>> {
  const labels = isRecord(inputs.metadata) ? texts(inputs.metadata.labels) : {};
  return { ...fromProvider, ...labels, ...texts(inputs.tags) };
}
