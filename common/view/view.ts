import type { Resource } from "../resource.ts";
import type { Value } from "../value.ts";

/** A resource, ready to be read. */
export interface ResourceView {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly resource: Resource;
  /** The property under these keys: `view.at("metadata", "namespace")`. */
  at(...steps: readonly (string | number)[]): Value;
}

/** The resources of a stack, or of all stacks of an environment. */
export interface StackView {
  readonly views: readonly ResourceView[];
  /** The resources of any of these types. */
  ofType(...types: readonly string[]): readonly ResourceView[];
  find(urn: string): ResourceView | undefined;
  /**
   * The resources of these types whose property refers to the viewed one: by a dependency, or by the literal name, id or
   * ARN where those are known.
   */
  referring(view: ResourceView, property: string, ...types: readonly string[]): readonly ResourceView[];
}
