import type { OnlineStore } from "@aip/components/ml/feature-store-config.ts";
import type { BucketAccess, Database, ServiceContext } from "@aip/components/ml/service.ts";
import { observabilityNamespace } from "@aip/components/observability/context.ts";
import { type Consumed, contracts, endpoint, hostname, type ServiceName } from "@aip/contracts";
import { currentEnvironment, type Environment } from "@aip/environments";
import * as pulumi from "@pulumi/pulumi";

type Data = Consumed<typeof contracts.data.shape, never>;

export interface MlServicesConfig {
  readonly environment: Environment;
  readonly cluster: Consumed<typeof contracts.cluster.shape, never>;
  readonly data: Data;
  readonly observability: Consumed<typeof contracts.observability.shape, never>;
  readonly context: ServiceContext;
  readonly vaultAddress: string;
  /** What pipelines work on. */
  readonly taskBuckets: readonly BucketAccess[];
  readonly vpcCidr: string;
  /** The database of a service. */
  readonly database: (service: string) => Database;
  readonly onlineStore: OnlineStore;
  /** The image of the inference API, with its version or digest. */
  readonly inferenceImage: string;
  /** The gateway's way to a service; `undefined` where services are reached by forwarding. */
  readonly route: (service: ServiceName) => ReturnType<typeof routeTo>;
  /** Address of a service for people. */
  readonly url: (service: ServiceName) => string;
}

/** Services that know no users of their own. Through a gateway that the internet reaches they have no route. */
const withoutLogin: readonly ServiceName[] = ["Feast", "FastAPI"];

/** Every input of the ml-services layer. */
export async function readConfig(): Promise<MlServicesConfig> {
  const environment = currentEnvironment();
  const { vpcCidr } = await contracts.network.consume();
  const cluster = await contracts.cluster.consume();
  const security = await contracts.security.consume();
  const data = await contracts.data.consume();
  const observability = await contracts.observability.consume();
  return {
    environment,
    cluster,
    data,
    observability,
    context: {
      region: environment.region,
      clusterName: cluster.clusterName,
      secretStore: security.secretStoreName,
      secretsKeyArn: security.secretsKeyArn,
      dataKeyArn: data.dataKeyArn,
      monitorLabel: observability.monitorLabel,
      observabilityNamespace,
      imageMirror: environment.imageMirror,
    },
    vaultAddress: security.vaultAddress,
    // Pipelines make features of raw data, and publish the models that the inference API reads.
    taskBuckets: [...Object.values(data.lakeBuckets), data.modelsBucket].map((bucket) => ({
      bucket,
      access: "write",
    })),
    vpcCidr,
    database: (service) => databaseOf(service, data, vpcCidr),
    onlineStore: onlineStore(data),
    inferenceImage: inferenceImage(environment, data),
    route: (service) => routeTo(service, environment, security, vpcCidr),
    url: (service) => endpoint(service, environment),
  };
}

/** @throws RunError for a service that has no database. */
function databaseOf(service: string, data: Data, vpcCidr: string): Database {
  const name = data.databaseNames[service];
  const secretArn = data.databaseSecretArns[service];
  if (name === undefined || secretArn === undefined) {
    throw new pulumi.RunError(
      `Service ${service} has no database: add it to platform:data.database.services and bring up the data layer.`,
    );
  }
  return { host: data.databaseHost, port: data.databasePort, name, secretArn, cidrs: [vpcCidr] };
}

/** @throws RunError for a cache whose address the data layer does not know. */
function onlineStore(data: Data): OnlineStore {
  if (data.featureOnlineStore === "dynamodb") return { kind: "dynamodb" };
  const { featureOnlineHost: host, featureOnlinePort: port, featureOnlineSecretArn: secretArn } = data;
  if (host === null || port === null) {
    throw new pulumi.RunError("The data layer names ElastiCache as online store, but not its host and port.");
  }
  return { kind: "elasticache", host, port, secretArn };
}

/** @throws RunError for an image that has no repository. */
function inferenceImage({ mlServices }: Environment, { imageRepositories }: Data): string {
  const { image, version } = mlServices.inference;
  const repository = imageRepositories[image];
  if (repository === undefined) {
    throw new pulumi.RunError(
      `Image ${image} has no repository: add it to platform:data.images and bring up the data layer. There are: ` +
        `${Object.keys(imageRepositories).join(", ") || "none"}.`,
    );
  }
  return version.startsWith("sha256:") ? `${repository}@${version}` : `${repository}:${version}`;
}

function routeTo(
  service: ServiceName,
  environment: Environment,
  { gatewayName, gatewayNamespace }: Consumed<typeof contracts.security.shape, never>,
  vpcCidr: string,
) {
  if (gatewayName === null || gatewayNamespace === null) return undefined;
  if (environment.security.gateway.exposure === "internet" && withoutLogin.includes(service))
    return undefined;
  return {
    gateway: { name: gatewayName, namespace: gatewayNamespace },
    hostname: hostname(service, environment),
    // The load balancer has addresses of the VPC.
    from: [{ cidr: vpcCidr }],
  };
}
