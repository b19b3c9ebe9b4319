/** What guards the account and the front door: audit, Vault, External Secrets, certificates, firewall, budget. */
export { AccountBaseline, type AccountBaselineArgs } from "../security/account-baseline.ts";
export { AuditTrail, type AuditTrailArgs, auditTrailStatements } from "../security/audit-trail.ts";
export { BudgetAlert, type BudgetAlertArgs } from "../security/budget-alert.ts";
export { Certificate, type CertificateArgs } from "../security/certificate.ts";
export { ExternalSecrets, type ExternalSecretsArgs } from "../security/external-secrets.ts";
export { FindingAlerts, type FindingAlertsArgs, type FindingSource } from "../security/finding-alerts.ts";
export { FrontDoor, type FrontDoorArgs } from "../security/front-door.ts";
export { ResourceHistory, type ResourceHistoryArgs } from "../security/resource-history.ts";
export {
  VaultConfiguration,
  type VaultConfigurationArgs,
  type VaultService,
} from "../security/vault-configuration.ts";
export { type VaultProviderArgs, vaultProvider } from "../security/vault-provider.ts";
export { VaultServer, type VaultServerArgs } from "../security/vault-server.ts";
export { VaultSetup, type VaultSetupArgs } from "../security/vault-setup.ts";
export { WebAcl, type WebAclArgs } from "../security/web-acl.ts";
