export { type EnvironmentFile, readEnvironmentFile } from "./file.ts";
export { namespace } from "./mistakes.ts";
export { environmentNames, folder } from "./names.ts";
export { InvalidEnvironment, parseEnvironment } from "./parse.ts";
export { currentEnvironment } from "./program.ts";
export type { Environment } from "./schema/index.ts";
