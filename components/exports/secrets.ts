/** Secrets that nobody has to type or see. */
export {
  GeneratedSecret,
  type GeneratedSecretArgs,
  type GeneratedValue,
} from "../secrets/generated-secret.ts";
export { servicesPath, vaultPath } from "../secrets/paths.ts";
