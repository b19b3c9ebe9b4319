export { type EnvironmentFile, readEnvironmentFile } from "./file.ts";
export { InvalidEnvironment, namespace } from "./invalid-environment.ts";
export { environmentNames, folder } from "./names.ts";
export { networkZones } from "./network-zones.ts";
export { parseEnvironment } from "./parse.ts";
export { currentEnvironment } from "./program.ts";
export type { Environment } from "./schema/index.ts";
