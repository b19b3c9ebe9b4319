import * as random from "@pulumi/random";

/** The provider of a layer that makes passwords up. */
export const randomProvider = (): random.Provider => new random.Provider("random");
