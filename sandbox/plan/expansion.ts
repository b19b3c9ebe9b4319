import type * as pulumi from "@pulumi/pulumi";
import { DependencyProviderResource, DependencyResource } from "@pulumi/pulumi/resource.js";
import type { Properties } from "../core/properties.ts";

/** The part of the engine's register request that the children of a remote component depend on. */
export interface ConstructRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProtect(): boolean;
  getDependenciesList(): string[];
}

/** `urn::id` of providers, by package. */
export type ProviderReferences = Readonly<Record<string, string>>;

/**
 * What the provider of a remote component would do: register the component and its children, and return the
 * component's outputs.
 */
export type Expansion = (
  request: ConstructRequest,
  inputs: pulumi.Inputs,
  providers: ProviderReferences,
) => Promise<{ urn: string; state: Properties }>;
/** The expansion of a type; none where the component is all there is. */
export type Expansions = (type: string) => Expansion | undefined;

/** The options the provider's process would be handed for the component. */
export function componentOptions(
  request: ConstructRequest,
  references: ProviderReferences,
): pulumi.ComponentResourceOptions {
  const providers = Object.fromEntries(
    Object.entries(references).map(([name, reference]) => [name, new DependencyProviderResource(reference)]),
  );
  return {
    ...(request.getParent() ? { parent: new DependencyResource(request.getParent()) } : {}),
    ...(request.getProtect() ? { protect: true } : {}),
    dependsOn: request.getDependenciesList().map((urn) => new DependencyResource(urn)),
    providers,
  };
}
