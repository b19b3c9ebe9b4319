import { teamPath } from "@aip/common/names.ts";

/**
 * The path in Secrets Manager below which the secrets of services are. External Secrets may read there and nowhere
 * else: the keys of Vault, for instance, are beside it.
 *
 * @param environment Name of the stack.
 */
export const servicesPath = (environment: string): string => `ai-platform/${environment}/services`;

/**
 * The path below which the secrets of a team are, which its own pods may read, and those of no other team. What the
 * platform gives it, such as logins, is below `platform/` there.
 */
export const teamSecretsPath = (environment: string, team: string): string =>
  `ai-platform/${environment}/${teamPath(team)}`;

/** The path below which the logins are that the platform gives a team, or with `*` all teams. */
export const teamLoginsPath = (environment: string, team: string): string =>
  `${teamSecretsPath(environment, team)}/platform`;

/** The path below which is what every team and every service may read. */
export const sharedSecretsPath = (environment: string): string => `ai-platform/${environment}/shared`;

/** Where Vault's own secrets are, which no service may read. */
export const vaultPath = (environment: string): string => `ai-platform/${environment}/vault`;
