import type { Properties } from "../core/model.ts";

/** The part of the engine's register request that the children of a remote component depend on. */
export interface ConstructRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProtect(): boolean;
  getProvider(): string;
  getProvidersMap(): { toObject(): [string, string][] };
}

/**
 * What the provider of a remote component would do: register the component and its children, and return the
 * component's outputs. By type token.
 */
export type Expansion = (
  request: ConstructRequest,
  inputs: Properties,
) => Promise<{ urn: string; state: Properties }>;
export type Expansions = Readonly<Record<string, Expansion>>;
