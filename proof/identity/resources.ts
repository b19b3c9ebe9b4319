import type { ResourceView } from "@aip/common/view/view.ts";
import type { World } from "../world/world.ts";

/** The resource of a type that has this name or id, as its id or one of its properties. */
export const namedResource = (
  { stack }: World,
  type: string,
  name: string,
  property = "name",
): ResourceView | undefined =>
  stack.ofType(type).find((view) => view.resource.id === name || propertyText(view, property) === name);

/** A property that is a text and known. */
export const propertyText = (view: ResourceView, ...steps: readonly string[]): string | undefined => {
  const value = view.at(...steps);
  return value.isUnknown ? undefined : value.text();
};

/** The part of an ARN after the account: `key/1234` of `arn:aws:kms:us-east-1:123456789012:key/1234`. */
export const arnResource = (arn: string): string => arn.split(":").slice(5).join(":");

/** What an ARN ends in: the name of a role or policy without its path. */
export const arnName = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
