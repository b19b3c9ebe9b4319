import type { Resource } from "@aip/common/resource.ts";
import { Value } from "@aip/common/value.ts";
import { type Usage, usageDefaults } from "./usage.ts";

/** The names a key of the usage is by, of the resources that are there. */
const namesOf = (resources: readonly Resource[], type: RegExp, name: (resource: Resource) => unknown) =>
  new Set(resources.filter((resource) => type.test(resource.type)).map(name));

/**
 * The usage that is given for something that is not there: a misspelt name would otherwise leave the default in
 * force without a word. Each as its path, such as `buckets.lake-raw`.
 */
export function unmatchedUsage(resources: readonly Resource[], usage: Partial<Usage> = {}): string[] {
  const { buckets, logGroups, nodePools } = { ...usageDefaults, ...usage };
  const logical = ({ name }: Resource) => name;
  const known = {
    buckets: namesOf(resources, /^aws:s3\/bucket(V2)?:/, logical),
    logGroups: namesOf(resources, /^aws:cloudwatch\/logGroup:/, logical),
    nodePools: namesOf(resources, /^kubernetes:karpenter\.sh\/v1:NodePool$/, ({ inputs }) =>
      Value.of(inputs).at("metadata", "name").raw(),
    ),
  };
  return Object.entries({ buckets, logGroups, nodePools }).flatMap(([section, named]) =>
    Object.keys(named)
      .filter((name) => !known[section as keyof typeof known].has(name))
      .map((name) => `${section}.${name}`),
  );
}
