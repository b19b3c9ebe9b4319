import { EncryptionKey } from "@aip/components/core/encryption-key.ts";
import { logsStatement } from "@aip/components/core/key-statements.ts";
import { awsProvider, kubernetesProvider } from "@aip/components/core/providers.ts";
import { requiredTags } from "@aip/components/core/tags.ts";
import { servicesPath } from "@aip/components/secrets/paths.ts";
import { auditTrailStatements } from "@aip/components/security/audit-trail.ts";
import { ExternalSecrets } from "@aip/components/security/external-secrets.ts";
import { FrontDoor } from "@aip/components/security/front-door.ts";
import { VaultConfiguration } from "@aip/components/security/vault-configuration.ts";
import { vaultProvider } from "@aip/components/security/vault-provider.ts";
import { VaultServer } from "@aip/components/security/vault-server.ts";
import { contracts } from "@aip/contracts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createAccount } from "./account.ts";
import { readConfig } from "./config.ts";

/** The security layer: who did what, where secrets come from, and the one way in. */
export default async function security() {
  const { environment, network, cluster, frontDoor, vaultAddress, vaultHostname } = await readConfig();
  const { region, chartMirror, imageMirror, profile, security: settings } = environment;
  const { vault: vaultSettings, gateway } = settings;
  const provider = awsProvider({
    region,
    accountId: environment.accountId,
    tags: requiredTags(environment, "security"),
  });
  const providers = { providers: [provider, kubernetesProvider({ ...cluster, region })] };
  const accountId = aws.getCallerIdentityOutput({}, { provider }).accountId;
  const { clusterName } = cluster;
  const disposable = profile !== "production";
  const inCluster = { region, chartMirror, imageMirror, clusterName, vpcCidr: network.vpcCidr };

  const key = new EncryptionKey(
    "security",
    {
      description: "Audit records and the secrets of services",
      statements: [logsStatement(region, accountId), ...auditTrailStatements(region, accountId)],
    },
    { ...providers, protect: !disposable },
  );
  createAccount(environment, { region, accountId, kmsKeyArn: key.arn, disposable }, providers);
  const externalSecrets = new ExternalSecrets(
    "secrets",
    { ...inCluster, accountId, replicas: profile === "development" ? 1 : 2 },
    providers,
  );
  const door = frontDoor
    ? new FrontDoor(
        "door",
        { ...frontDoor, ...gateway, gatewayClass: cluster.gatewayClass, kmsKeyArn: key.arn },
        providers,
      )
    : undefined;
  const server = new VaultServer(
    "vault",
    {
      ...inCluster,
      replicas: vaultSettings.replicas,
      storageGiB: vaultSettings.storageGiB,
      storageClass: cluster.blockStorageClass,
      secretsKeyArn: key.arn,
      disposable,
      route: door && {
        gateway: { name: door.gatewayName, namespace: door.gatewayNamespace },
        hostname: vaultHostname,
      },
    },
    providers,
  );
  const configuration = new VaultConfiguration(
    "vault-config",
    { services: vaultSettings.services },
    {
      provider: vaultProvider({ address: vaultAddress, token: server.token }, { dependsOn: [server] }),
      deletedWith: server,
    },
  );

  return contracts.security.publish({
    secretsKeyArn: key.arn,
    secretStoreName: externalSecrets.storeName,
    secretsPath: servicesPath(environment.name),
    vaultAddress: server.address,
    vaultAuthPath: configuration.authPath,
    vaultKvPath: configuration.kvPath,
    vaultRoles: pulumi.all(configuration.roles),
    vaultCaSecretArn: server.caSecretArn,
    gatewayName: door?.gatewayName ?? null,
    gatewayNamespace: door?.gatewayNamespace ?? null,
  });
}
