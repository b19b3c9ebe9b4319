import { currentEnvironment, type Environment } from "@aip/environments";

/** Every input of the network layer. */
export const readConfig = (): Environment => currentEnvironment();
