/** Keys, and what every component is made of: providers, tags. */
export { EncryptionKey, type EncryptionKeyArgs } from "../core/encryption-key.ts";
export { logsStatement } from "../core/key-statements.ts";
export {
  type AwsProviderArgs,
  awsProvider,
  type ClusterAccess,
  kubeconfig,
  kubernetesProvider,
} from "../core/providers.ts";
export { randomProvider } from "../core/random-provider.ts";
export { requiredTags, type TagSource } from "../core/tags.ts";
