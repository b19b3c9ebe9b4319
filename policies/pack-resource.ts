import { unknownValue } from "@aip/common/protocol.ts";
import type { Resource } from "@aip/common/resource.ts";
import { Value } from "@aip/common/value.ts";
import type { ResourceValidationArgs, PolicyResource as SdkResource } from "@pulumi/policy";

/** What both kinds of arguments of the SDK have in common. */
type Judged = Pick<ResourceValidationArgs, "urn" | "type" | "name" | "props" | "opts" | "provider">;

/**
 * The properties without the SDK's proxy, which throws where a value is unknown and thereby ends a rule that has more to
 * say. Where the SDK no longer shows what is behind its proxy, the properties are copied, unknowns marked.
 */
export function withoutProxy(props: unknown): Record<string, unknown> {
  if (typeof props !== "object" || props === null) return {};
  const { __isSpecialProxy: proxied, __getSpecialProxyTarget: target } = props as Record<string, unknown>;
  if (proxied === true && typeof target === "object" && target !== null)
    return target as Record<string, unknown>;
  return copied(props) as Record<string, unknown>;
}

function copied(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const read = (key: string): unknown => {
    try {
      return copied((value as Record<string, unknown>)[key]);
    } catch {
      return unknownValue;
    }
  };
  const keys = Object.keys(value);
  return Array.isArray(value) ? keys.map(read) : Object.fromEntries(keys.map((key) => [key, read(key)]));
}

/** A resource of the SDK as the rules see it. */
export function packResource(args: Judged, region: string, relations: Partial<SdkResource> = {}): Resource {
  const inputs = withoutProxy(args.props);
  const provider = Value.of(args.provider === undefined ? {} : withoutProxy(args.provider.props));
  const { parent, dependencies = [], propertyDependencies } = relations;
  const id = inputs.id;
  return {
    urn: args.urn,
    type: args.type,
    name: args.name,
    parent: parent?.urn ?? args.opts.parent ?? "",
    custom: args.provider !== undefined || args.type.startsWith("pulumi:providers:"),
    protect: args.opts.protect,
    dependsOn: dependencies.map(({ urn }) => urn),
    ...(propertyDependencies === undefined
      ? {}
      : {
          propertyDependencies: Object.fromEntries(
            Object.entries(propertyDependencies).map(([key, on]) => [key, on.map(({ urn }) => urn)]),
          ),
        }),
    ...(typeof id === "string" && !Value.of(id).isUnknown ? { id } : {}),
    inputs,
    region: textAt(Value.of(inputs), "region") ?? textAt(provider, "region") ?? region,
    defaultTags: defaultTags(provider),
  };
}

const textAt = (value: Value, key: string): string | undefined => {
  const found = value.at(key);
  return found.isUnknown ? undefined : found.text() || undefined;
};

/** The engine holds a provider's objects as JSON texts. */
function defaultTags(provider: Value): Record<string, string> {
  const given = provider.at("defaultTags");
  if (given.isUnknown) return {};
  const tags = given.json().at("tags");
  if (tags.isUnknown) return {};
  return Object.fromEntries(
    tags.entries().map(([key, value]) => [key, value.isUnknown ? "" : (value.text() ?? "")]),
  );
}
