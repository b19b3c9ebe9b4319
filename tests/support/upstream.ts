import { type Layer, layerNames } from "@aip/contracts";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { Cloud } from "@aip/sandbox/core/cloud.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import type { StackOutputs } from "@aip/sandbox/plan/monitor.ts";
import { type AnyService, type ServedService, services } from "@aip/services";
import { airflow } from "@aip/services/airflow.ts";
import { alertmanager } from "@aip/services/alertmanager.ts";
import { elastic } from "@aip/services/elastic.ts";
import { feast } from "@aip/services/feast.ts";
import { grafana } from "@aip/services/grafana.ts";
import { inference } from "@aip/services/inference.ts";
import { mlflow } from "@aip/services/mlflow.ts";
import { otel } from "@aip/services/otel.ts";
import { prometheus } from "@aip/services/prometheus.ts";
import { vault } from "@aip/services/vault.ts";

/** An account that the simulated cloud does not keep, so that its ARNs need not name anything there. */
const account = "111122223333";
const key = `arn:aws:kms:us-east-1:${account}:key/0a1b2c3d`;
const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:${account}:secret:${name}-AbCdEf`;
const byService = <T>(names: readonly string[], value: (service: string) => T) =>
  Object.fromEntries(names.map((service) => [service, value(service)]));
/** The teams of all environments. */
const teams = ["research", "products"];
const withDatabase = (services as readonly AnyService[]).flatMap(({ name, database }) =>
  database ? [name] : [],
);

const on = (layer: Layer) => services.filter((service) => service.layer === layer).map(({ name }) => name);

/** Where a service is reached in the cluster, as its declaration says. */
const inCluster = ({ serves, namespace }: ServedService, scheme = "http", port = serves.port) =>
  `${scheme}://${serves.service}.${namespace}.svc:${port}`;

const outputs = (gateway: boolean): Record<Layer, Properties> => ({
  network: {
    vpcId: "vpc-0a1b2c3d4e5f60718",
    vpcCidr: "10.0.0.0/16",
    vpcCidrs: ["10.0.0.0/16", "100.64.0.0/16"],
    vpcIpv6Cidr: null,
    zones: ["us-east-1a"],
    publicSubnetIds: {},
    privateSubnetIds: {},
    databaseSubnetIds: {},
    podSubnetIds: {},
    podSubnetIdsByCidr: {},
    discoveryTag: "ai-platform",
    privateRouteTableIds: {},
    natAddresses: {},
    s3EndpointId: null,
    interfaceEndpointIds: {},
    interfaceEndpointAddresses: [],
    publicZoneId: null,
    publicZoneNameServers: [],
    publicZoneDsRecord: null,
    privateZoneId: "Z0123456789",
    privateZoneName: "internal.example.com",
    networkKeyArn: key,
    logBucket: null,
    recoveryVpcId: null,
    recoveryPrivateSubnetIds: {},
  },
  cluster: {
    clusterName: "ai-platform",
    clusterArn: `arn:aws:eks:us-east-1:${account}:cluster/ai-platform`,
    clusterEndpoint: "https://example.eks.amazonaws.com",
    certificateAuthority: "Y2VydGlmaWNhdGU=",
    kubernetesVersion: "1.35",
    clusterKeyArn: key,
    controlPlaneLogGroup: "/aws/eks/ai-platform/cluster",
    clusterSecurityGroupId: "sg-0a1b2c3d4e5f60718",
    nodeRoleArn: `arn:aws:iam::${account}:role/nodes`,
    nodePools: { gpu: { kind: "karpenter", purpose: "inference", accelerator: "nvidia" } },
    blockStorageClass: "gp3",
    sharedStorageClass: null,
    gatewayClass: "alb",
  },
  security: {
    secretsKeyArn: key,
    secretStoreName: "secrets-manager",
    teamSecretStores: byService(teams, (team) => `team-${team}`),
    secretsPath: "ai-platform/test/services",
    vaultAddress: inCluster(vault, "https"),
    vaultAuthPath: "kubernetes",
    vaultKvPath: "platform",
    vaultRoles: Object.fromEntries(teams.map((team) => [`team-${team}`, `team-${team}`])),
    vaultCaSecretArn: secret("vault-ca"),
    gatewayName: gateway ? "platform" : null,
    gatewayNamespace: gateway ? "gateway" : null,
  },
  data: {
    dataKeyArn: key,
    lakeBuckets: { raw: "lake-raw", curated: "lake-curated", features: "lake-features" },
    accessLogsBucket: "access-logs",
    modelsBucket: "models",
    artifactsBucket: "artifacts",
    databaseHost: "db.example.us-east-1.rds.amazonaws.com",
    databasePort: 5432,
    databaseSecurityGroupId: "sg-0a1b2c3d4e5f60719",
    databaseMasterSecretArn: secret("master"),
    databaseNames: byService(withDatabase, (service) => service),
    databaseSecretArns: byService(withDatabase, secret),
    featureOfflineBucket: "lake-features",
    featureOnlineStore: gateway ? "elasticache" : "dynamodb",
    featureOnlineHost: gateway ? "features.cache.amazonaws.com" : null,
    featureOnlinePort: gateway ? 6379 : null,
    featureOnlineSecretArn: gateway ? secret("features") : null,
    imageRepositories: byService(
      ["airflow", "feast", "inference"],
      (image) => `${account}.dkr.ecr.us-east-1.amazonaws.com/${image}`,
    ),
    teamRoleArns: {},
    teamImageRepositories: {},
  },
  observability: {
    services: on("observability"),
    prometheusUrl: inCluster(prometheus),
    alertmanagerUrl: inCluster(alertmanager),
    grafanaUrl: inCluster(grafana),
    otlpGrpcEndpoint: inCluster(otel, "http", 4317),
    otlpHttpEndpoint: inCluster(otel),
    elasticsearchUrl: "https://logs-es-http.observability.svc:9200",
    kibanaUrl: inCluster(elastic, "https"),
    monitorLabel: "release=monitoring",
  },
  "ml-services": {
    services: on("ml-services"),
    mlflowUrl: inCluster(mlflow),
    feastUrl: inCluster(feast),
    featureStoreYaml: "project: platform\n",
    feastTokenSecretArn: secret("feast-tokens"),
    airflowUrl: inCluster(airflow),
    airflowDagPublisherArns: {},
    inferenceUrl: inCluster(inference),
  },
});

/**
 * Outputs of every layer, made up: what a layer reads when it is tested alone.
 *
 * @param stack Name of the environment.
 * @param gateway Whether the services are reached through a gateway, and the online store is a cache.
 */
export const upstream = (stack: string, gateway = true): StackOutputs => {
  const all = outputs(gateway);
  return new Map(
    layerNames.map((layer) => [`organization/${layer}/${stack}`, { outputs: all[layer], secrets: [] }]),
  );
};

/** A simulated cloud that has the cluster of these outputs and the namespaces of teams, and nothing else. */
export function upstreamCloud(): Cloud {
  const cloud = simulatedCloud({ region: "us-east-1" });
  const type = "aws:eks/cluster:Cluster";
  // What the cluster itself would need is not there, and refused; layers above it do not ask.
  cloud.create(`urn:pulumi:test::cluster::${type}::cluster`, type, { name: "ai-platform" }, () => {});
  for (const team of teams) {
    const kind = "kubernetes:core/v1:Namespace";
    const metadata = { name: `team-${team}` };
    cloud.create(`urn:pulumi:test::cluster::${kind}::${team}`, kind, { metadata }, () => {});
  }
  return cloud;
}
