export { type EnvironmentFile, environmentNames, folder, readEnvironmentFile } from "./file.ts";
export { namespace } from "./mistakes.ts";
export { InvalidEnvironment, parseEnvironment } from "./parse.ts";
export { currentEnvironment } from "./program.ts";
export type { Environment } from "./schema/index.ts";
