import { EncryptionKey } from "@aip/components/core/encryption-key.ts";
import { logsStatement } from "@aip/components/core/key-statements.ts";
import { ImageRepository } from "@aip/components/data/image-repository.ts";
import { Lake } from "@aip/components/data/lake.ts";
import { databaseName } from "@aip/components/data/service-databases.ts";
import { contracts } from "@aip/contracts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { layerProviders } from "../layer.ts";
import { readConfig } from "./config.ts";
import { createDatabases } from "./databases.ts";
import { createOnlineStore } from "./online-store.ts";
import { createTeams } from "./teams.ts";

/** The data layer: the lake, PostgreSQL with a database for each service, the feature store, image repositories, teams' own. */
export default async function data() {
  const config = await readConfig();
  const { environment, network, cluster } = config;
  const { region, data: settings } = environment;
  const { lake: lakeSettings, deletionProtection } = settings;
  const { aws: provider, options } = layerProviders(environment, "data", cluster);
  const accountId = aws.getCallerIdentityOutput({}, { provider }).accountId;

  const key = new EncryptionKey(
    "data",
    { description: "Everything the data layer keeps", statements: [logsStatement(region, accountId)] },
    { ...options, protect: deletionProtection },
  );
  const placement = {
    vpcId: network.vpcId,
    subnetIds: network.databaseSubnetIds,
    clients: { cluster: cluster.clusterSecurityGroupId },
    kmsKeyArn: key.arn,
  };
  const lake = new Lake(
    "lake",
    { accountId, kmsKeyArn: key.arn, disposable: !deletionProtection, ...lakeSettings },
    options,
  );
  const { postgres, databases } = createDatabases(config, placement, options);
  const { onlineStore, cache } = createOnlineStore(config, placement, options);
  const repositories = config.images.map((image) => {
    const args = { image, kmsKeyArn: key.arn, disposable: !deletionProtection };
    return [image, new ImageRepository(`image-${image}`, args, options).url] as const;
  });
  const teams = createTeams(
    config,
    { lake, accountId, kmsKeyArn: key.arn, disposable: !deletionProtection },
    options,
  );

  return contracts.data.publish({
    dataKeyArn: key.arn,
    lakeBuckets: pulumi.all(lake.zones),
    accessLogsBucket: lake.accessLogs,
    modelsBucket: lake.models,
    artifactsBucket: lake.artifacts,
    databaseHost: postgres?.host ?? null,
    databasePort: postgres?.port ?? null,
    databaseSecurityGroupId: postgres?.securityGroupId ?? null,
    databaseMasterSecretArn: postgres?.masterSecretArn ?? null,
    databaseNames: Object.fromEntries(config.databases.map((name) => [name, databaseName(name)])),
    databaseSecretArns: pulumi.all({ ...databases?.secretArns }),
    featureOfflineBucket: lake.zones.features,
    featureOnlineStore: onlineStore,
    featureOnlineHost: cache?.host ?? null,
    featureOnlinePort: cache?.port ?? null,
    featureOnlineSecretArn: cache?.secretArn ?? null,
    imageRepositories: pulumi.all(Object.fromEntries(repositories)),
    ...teams,
  });
}
