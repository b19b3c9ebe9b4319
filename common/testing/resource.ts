import type { Resource } from "../resource.ts";

/**
 * A resource for a test, of stack `test` and project `test` where nothing else is said.
 *
 * @param more What differs; the URN follows type and name unless it is given. Default of the name: `x`.
 */
export function resource(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
  { name = "x", ...more }: Partial<Resource> = {},
): Resource {
  return {
    urn: `urn:pulumi:test::test::${type}::${name}`,
    type,
    name,
    parent: "",
    custom: true,
    protect: false,
    dependsOn: [],
    inputs,
    region: "us-east-1",
    defaultTags: {},
    ...more,
  };
}
