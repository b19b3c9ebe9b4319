import { EncryptionKey } from "@aip/components/core/encryption-key.ts";
import { logsStatement } from "@aip/components/core/key-statements.ts";
import { routeService } from "@aip/components/kubernetes/route.ts";
import { servicesPath } from "@aip/components/secrets/paths.ts";
import { auditTrailStatements } from "@aip/components/security/audit-trail.ts";
import { ExternalSecrets } from "@aip/components/security/external-secrets.ts";
import { FrontDoor } from "@aip/components/security/front-door.ts";
import { contracts } from "@aip/contracts";
import { hostname, isOn } from "@aip/services";
import { argoCd } from "@aip/services/argo-cd.ts";
import { externalSecrets } from "@aip/services/external-secrets.ts";
import { vault } from "@aip/services/vault.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { metricsReader } from "../flows.ts";
import { LayerServices, layerProviders } from "../layer.ts";
import { createAccount } from "./account.ts";
import { readConfig } from "./config.ts";
import { createVault } from "./vault.ts";

/** The security layer: who did what, where secrets come from, and the one way in. */
export default async function security() {
  const config = await readConfig();
  const { environment, network, cluster, frontDoor } = config;
  const { region, chartMirror, imageMirror, profile, security: settings } = environment;
  const { aws: provider, options } = layerProviders(environment, "security", cluster, { random: false });
  const services = new LayerServices("security", environment);
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
    { ...options, protect: !disposable },
  );
  createAccount(environment, { region, accountId, kmsKeyArn: key.arn, disposable }, options);
  const store = services.compose(
    externalSecrets,
    () =>
      new ExternalSecrets(
        "secrets",
        {
          ...inCluster,
          accountId,
          teams: config.teams,
          metricsReader: metricsReader(environment),
          replicas: profile === "development" ? 1 : 2,
        },
        options,
      ),
  );
  const door =
    frontDoor &&
    new FrontDoor(
      "door",
      {
        ...frontDoor,
        ...settings.gateway,
        deletionProtection: settings.gateway.deletionProtection ?? profile === "production",
        accountId,
        disposable,
        gatewayClass: cluster.gatewayClass,
        kmsKeyArn: key.arn,
      },
      options,
    );
  if (door && isOn(argoCd, environment)) {
    // Argo CD comes with the cluster, before there is a gateway.
    routeService(
      "argo-cd",
      {
        gateway: { name: door.gatewayName, namespace: door.gatewayNamespace },
        hostname: hostname(argoCd, environment),
        namespace: argoCd.namespace,
        service: argoCd.serves.service,
        port: argoCd.serves.port,
        healthPath: "/healthz",
      },
      { parent: door },
    );
  }
  const vaultOutputs = services.compose(vault, ({ replicas, storageGiB }) =>
    createVault(
      config,
      {
        ...inCluster,
        namespace: vault.namespace,
        replicas,
        storageGiB,
        storageClass: cluster.blockStorageClass,
        secretsKeyArn: key.arn,
        disposable,
        route: door && {
          gateway: { name: door.gatewayName, namespace: door.gatewayNamespace },
          hostname: config.vaultHostname,
        },
      },
      options,
    ),
  );

  services.complete();
  return contracts.security.publish({
    secretsKeyArn: key.arn,
    secretStoreName: store?.storeName ?? null,
    teamSecretStores: pulumi.all({ ...store?.teamStoreNames }),
    secretsPath: servicesPath(environment.name),
    vaultAddress: vaultOutputs?.vaultAddress ?? null,
    vaultAuthPath: vaultOutputs?.vaultAuthPath ?? null,
    vaultKvPath: vaultOutputs?.vaultKvPath ?? null,
    vaultRoles: pulumi.all({ ...vaultOutputs?.vaultRoles }),
    vaultCaSecretArn: vaultOutputs?.vaultCaSecretArn ?? null,
    gatewayName: door?.gatewayName ?? null,
    gatewayNamespace: door?.gatewayNamespace ?? null,
  });
}
