import type { GitDags } from "@aip/components/ml/airflow-dags.ts";
import type { DagFolder } from "@aip/components/ml/airflow-task-identity.ts";
import type { AirflowImage } from "@aip/components/ml/airflow-values.ts";
import type { OnlineStore } from "@aip/components/ml/feature-store-config.ts";
import type { Database, Reachable, ServiceContext, ServiceShape } from "@aip/components/ml/service.ts";
import { contracts, needed, type Outputs } from "@aip/contracts";
import { currentEnvironment, type Environment } from "@aip/environments";
import { type OwnImageName, ownImages } from "@aip/facts/images.ts";
import { type AnyService, calleesOf, callersOf, type ServedService } from "@aip/services";
import { observabilityNamespace } from "@aip/services/namespaces.ts";
import * as pulumi from "@pulumi/pulumi";
import { flowsTo } from "../flows.ts";
import { routeTo } from "../routes.ts";
import { dagFolders, type GitSettings, gitDags } from "./dag-folders.ts";

type Data = Outputs<typeof contracts.data>;

export interface MlServicesConfig {
  readonly environment: Environment;
  readonly cluster: Outputs<typeof contracts.cluster>;
  readonly data: Data;
  readonly security: Outputs<typeof contracts.security>;
  readonly observability: Outputs<typeof contracts.observability>;
  readonly vpcCidr: string;
  /** What services need to know of the platform around them; asked for by services alone, which need its secrets. */
  readonly context: () => ServiceContext;
  /** The folders of DAGs: the platform's own, and one for each team. */
  readonly dagFolders: (settings: {
    readonly dagPublishers: readonly string[];
  }) => Readonly<Record<string, DagFolder>>;
  /** The Git repository that has the folders; `undefined` where they are in the bucket. */
  readonly gitDags: (settings: GitSettings) => GitDags | undefined;
  /** The database of a service. */
  readonly database: (service: AnyService) => Database;
  readonly onlineStore: () => OnlineStore;
  /** An image that `images/` makes: by digest once it was built, by tag before. */
  readonly ownImage: (name: OwnImageName) => string;
  /** The same in parts, for a chart. */
  readonly ownImageParts: (name: OwnImageName) => AirflowImage;
  /** The platform's own image of this name, with its version or digest. */
  readonly image: (name: string, version: string) => string;
  /** Where a service runs, who calls it, whom it calls, and the gateway's way to it. */
  readonly place: (
    service: ServedService,
  ) => Pick<ServiceShape, "namespace" | "callers" | "calls" | "route"> & Reachable;
}

/** Every input of the ml-services layer. */
export async function readConfig(): Promise<MlServicesConfig> {
  const environment = currentEnvironment();
  const { vpcCidr } = await contracts.network.consume();
  const cluster = await contracts.cluster.consume();
  const security = await contracts.security.consume();
  const data = await contracts.data.consume();
  const observability = await contracts.observability.consume();
  const hasTeams = Object.keys(environment.teams).length > 0;
  return {
    environment,
    cluster,
    data,
    security,
    observability,
    vpcCidr,
    context: () => ({
      region: environment.region,
      clusterName: cluster.clusterName,
      secretStore: needed("security", security, "secretStoreName"),
      secretsKeyArn: security.secretsKeyArn,
      dataKeyArn: data.dataKeyArn,
      monitorLabel: observability.monitorLabel ?? undefined,
      observabilityNamespace,
      chartMirror: environment.chartMirror,
      imageMirror: environment.imageMirror,
    }),
    gitDags: (settings) => gitDags(settings, environment),
    dagFolders: (settings) => dagFolders(settings.dagPublishers, environment, data),
    database: ({ name }) => databaseOf(name, data, vpcCidr),
    onlineStore: () => onlineStore(data),
    ownImage: (name) => imageIn(name, ownImages[name].digest ?? ownImages[name].tag, data),
    ownImageParts: (name) => {
      const { tag, digest } = ownImages[name];
      return { repository: repositoryOf(name, data), tag, digest: digest ?? undefined };
    },
    image: (name, version) => imageIn(name, version, data),
    place: (service) => ({
      namespace: service.namespace,
      serviceName: service.serves.service,
      port: service.serves.port,
      callers: [
        ...callersOf(service, environment).map(({ namespace }) => ({ namespace })),
        ...(service.openToTeams && hasTeams ? [{ everyTeam: true } as const] : []),
      ],
      calls: flowsTo(calleesOf(service, environment)),
      route: routeTo(service, environment, security, vpcCidr),
    }),
  };
}

/** @throws RunError for a service that has no database. */
function databaseOf(service: string, data: Data, vpcCidr: string): Database {
  const name = data.databaseNames[service];
  const secretArn = data.databaseSecretArns[service];
  if (name === undefined || secretArn === undefined) {
    throw new pulumi.RunError(
      `Service ${service} has no database: say so in its declaration in services/, and bring up the data layer.`,
    );
  }
  return {
    host: needed("data", data, "databaseHost"),
    port: needed("data", data, "databasePort"),
    name,
    secretArn,
    cidrs: [vpcCidr],
  };
}

/** @throws RunError for a cache whose address the data layer does not know. */
function onlineStore(data: Data): OnlineStore {
  if (needed("data", data, "featureOnlineStore") === "dynamodb") return { kind: "dynamodb" };
  return {
    kind: "elasticache",
    host: needed("data", data, "featureOnlineHost"),
    port: needed("data", data, "featureOnlinePort"),
    secretArn: data.featureOnlineSecretArn,
  };
}

function imageIn(name: string, version: string, data: Data): string {
  const repository = repositoryOf(name, data);
  return version.startsWith("sha256:") ? `${repository}@${version}` : `${repository}:${version}`;
}

/** @throws RunError for an image that has no repository. */
function repositoryOf(name: string, { imageRepositories }: Data): string {
  const repository = imageRepositories[name];
  if (repository === undefined) {
    throw new pulumi.RunError(
      `Image ${name} has no repository: bring up the data layer, which makes one for each image that a service runs. ` +
        `There are: ${Object.keys(imageRepositories).join(", ") || "none"}.`,
    );
  }
  return repository;
}
