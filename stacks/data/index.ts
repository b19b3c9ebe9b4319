import { EncryptionKey } from "@aip/components/core/encryption-key.ts";
import { logsStatement } from "@aip/components/core/key-statements.ts";
import { awsProvider, kubernetesProvider } from "@aip/components/core/providers.ts";
import { randomProvider } from "@aip/components/core/random-provider.ts";
import { requiredTags } from "@aip/components/core/tags.ts";
import { ImageRepository } from "@aip/components/data/image-repository.ts";
import { Lake } from "@aip/components/data/lake.ts";
import { OnlineStore } from "@aip/components/data/online-store.ts";
import { Postgres } from "@aip/components/data/postgres.ts";
import { databaseName, ServiceDatabases } from "@aip/components/data/service-databases.ts";
import { contracts } from "@aip/contracts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { readConfig } from "./config.ts";

/** The data layer: the lake, PostgreSQL with a database for each service, the feature store, and image repositories. */
export default async function data() {
  const { environment, network, cluster } = await readConfig();
  const { region, imageMirror, data: settings } = environment;
  const { database, lake: lakeSettings, featureStore, deletionProtection } = settings;
  const provider = awsProvider({
    region,
    accountId: environment.accountId,
    tags: requiredTags(environment, "data"),
  });
  const providers = { providers: [provider, kubernetesProvider({ ...cluster, region }), randomProvider()] };
  const accountId = aws.getCallerIdentityOutput({}, { provider }).accountId;

  const key = new EncryptionKey(
    "data",
    { description: "Everything the data layer keeps", statements: [logsStatement(region, accountId)] },
    { ...providers, protect: deletionProtection },
  );
  const placed = {
    vpcId: network.vpcId,
    subnetIds: network.databaseSubnetIds,
    clients: { cluster: cluster.clusterSecurityGroupId },
    kmsKeyArn: key.arn,
  };
  const lake = new Lake(
    "lake",
    { accountId, kmsKeyArn: key.arn, disposable: !deletionProtection, ...lakeSettings },
    providers,
  );
  const postgres = new Postgres("postgres", { ...placed, ...database, deletionProtection }, providers);
  const databases = new ServiceDatabases(
    "database",
    {
      clusterName: cluster.clusterName,
      region,
      host: postgres.host,
      port: postgres.port,
      masterSecretArn: postgres.masterSecretArn,
      kmsKeyArn: key.arn,
      vpcCidr: network.vpcCidr,
      services: database.services,
      imageMirror,
    },
    providers,
  );
  const online =
    featureStore.onlineStore === "elasticache"
      ? new OnlineStore(
          "features",
          { ...placed, nodeType: featureStore.nodeType, replicas: featureStore.replicas },
          providers,
        )
      : undefined;
  const repositories = settings.images.map((image) => {
    const args = { image, kmsKeyArn: key.arn, disposable: !deletionProtection };
    return [image, new ImageRepository(`image-${image}`, args, providers).url] as const;
  });

  return contracts.data.publish({
    dataKeyArn: key.arn,
    lakeBuckets: pulumi.all(lake.zones),
    accessLogsBucket: lake.accessLogs,
    modelsBucket: lake.models,
    artifactsBucket: lake.artifacts,
    databaseHost: postgres.host,
    databasePort: postgres.port,
    databaseSecurityGroupId: postgres.securityGroupId,
    databaseMasterSecretArn: postgres.masterSecretArn,
    databaseNames: Object.fromEntries(database.services.map((name) => [name, databaseName(name)])),
    databaseSecretArns: pulumi.all(databases.secretArns),
    featureOfflineBucket: lake.zones.features,
    featureOnlineStore: featureStore.onlineStore,
    featureOnlineHost: online?.host ?? null,
    featureOnlinePort: online?.port ?? null,
    featureOnlineSecretArn: online?.secretArn ?? null,
    imageRepositories: pulumi.all(Object.fromEntries(repositories)),
  });
}
