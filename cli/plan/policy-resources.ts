import type { Resource } from "@aip/common/resource.ts";
import { providerUrn } from "@aip/common/urn.ts";
import type { PlanResource } from "./file.ts";

type Planned = Omit<PlanResource, "monthlyUsd"> & Pick<Resource, "id" | "propertyDependencies">;

/**
 * Planned resources as policies and prices see them: region and default tags are those of their providers.
 *
 * @param region Region of what has none, and whose provider has none.
 */
export function policyResources(resources: readonly Planned[], region: string): Resource[] {
  const providers = new Map(
    resources
      .filter(({ type }) => type.startsWith("pulumi:providers:"))
      .map(({ urn, inputs }) => [urn, inputs]),
  );
  return resources.map(({ provider: reference, ...resource }) => {
    const provider = providers.get(providerUrn(reference));
    return {
      ...resource,
      region: String(resource.inputs.region ?? provider?.region ?? region),
      defaultTags: defaultTags(provider?.defaultTags),
    };
  });
}

/** Provider settings that are objects travel as JSON. */
function defaultTags(setting: unknown): Record<string, string> {
  const parsed: unknown = typeof setting === "string" ? JSON.parse(setting) : setting;
  return (parsed as { tags?: Record<string, string> } | undefined)?.tags ?? {};
}
