import type { PolicyResource } from "@aip/policies/api.ts";
import type { Plan, PlanResource } from "../plan/file.ts";

/** The resources of a plan as the price model sees them: region and default tags are those of their providers. */
export function planResources(plan: Plan): PolicyResource[] {
  const all = plan.layers.flatMap(({ resources }) => resources);
  const providers = new Map(
    all.filter(({ type }) => type.startsWith("pulumi:providers:")).map(({ urn, inputs }) => [urn, inputs]),
  );
  return all.map((resource) => {
    const provider = providers.get(resource.provider.slice(0, resource.provider.lastIndexOf("::")));
    return {
      urn: resource.urn,
      type: resource.type,
      name: resource.name,
      parent: resource.parent,
      custom: resource.custom,
      protect: resource.protect,
      dependsOn: resource.dependsOn,
      inputs: resource.inputs,
      region: text(resource.inputs.region) ?? text(provider?.region) ?? plan.region,
      defaultTags: defaultTags(provider),
    };
  });
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The values of a mapping that are text. */
const texts = (value: unknown): Record<string, string> =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      )
    : {};

/** Settings of a provider that are objects travel as JSON. */
function defaultTags(provider: PlanResource["inputs"] | undefined): Record<string, string> {
  const setting = provider?.defaultTags;
  const parsed: unknown = typeof setting === "string" ? parse(setting) : setting;
  return isRecord(parsed) ? texts(parsed.tags) : {};
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The tags on a resource: its own before those of its provider; labels for Kubernetes objects. */
export function tagsOf({
  inputs,
  defaultTags: fromProvider,
}: PolicyResource): Readonly<Record<string, string>> {
  const labels = isRecord(inputs.metadata) ? texts(inputs.metadata.labels) : {};
  return { ...fromProvider, ...labels, ...texts(inputs.tags) };
}
