/**
 * The path in Secrets Manager below which the secrets of services are. External Secrets may read there and nowhere
 * else: the keys of Vault, for instance, are beside it.
 *
 * @param environment Name of the stack.
 */
export const servicesPath = (environment: string): string => `ai-platform/${environment}/services`;

/** Where Vault's own secrets are, which no service may read. */
export const vaultPath = (environment: string): string => `ai-platform/${environment}/vault`;
