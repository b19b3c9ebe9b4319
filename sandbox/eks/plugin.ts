// Resource references between components come back as the classes that these register.
import "@pulumi/aws";
import "@pulumi/eks";
import "@pulumi/kubernetes";
import * as provider from "@pulumi/pulumi/provider/index.js";
import { components } from "./index.ts";

/**
 * Serves the expansion of @pulumi/eks as a provider plugin. It has components only, so the SDK's own server will do: it
 * hands over options, secrets and unknown values as a component needs them.
 */
export async function serveComponents(version: string, engineAddress: string | undefined): Promise<void> {
  await provider.main(
    {
      version,
      construct: async (name, type, inputs, options) => {
        const construct = components[type];
        if (!construct) {
          throw new Error(`The simulated cloud has no expansion of ${type}; add it under sandbox/eks/.`);
        }
        return construct(name, inputs, options);
      },
    },
    engineAddress === undefined ? [] : [engineAddress],
  );
}
