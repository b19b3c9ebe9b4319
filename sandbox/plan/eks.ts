import * as pulumi from "@pulumi/pulumi";
import type { Properties } from "../core/properties.ts";
import { componentOptions, type Expansion, type Expansions } from "./expansion.ts";

/** The expansion of @pulumi/eks in this process. It is loaded by the first program that uses it. */
const expand: Expansion = async (request, inputs, providers) => {
  const { components } = await import("../eks/index.ts");
  const construct = components[request.getType()];
  if (!construct) {
    throw new Error(
      `The simulated cloud has no expansion of ${request.getType()}; add it under sandbox/eks/.`,
    );
  }
  const { urn, state } = construct(request.getName(), inputs, componentOptions(request, providers));
  const settled = (await pulumi.runtime.serializeProperties(request.getName(), state)) as Properties;
  return { urn: await promised(urn), state: settled };
};

const promised = (output: pulumi.Output<string>): Promise<string> =>
  (output as unknown as { promise(): Promise<string> }).promise();

export const expansions: Expansions = (type) => (type.startsWith("eks:index:") ? expand : undefined);
