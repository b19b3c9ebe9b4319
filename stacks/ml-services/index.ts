import { Airflow } from "@aip/components/ml/airflow.ts";
import { FeastServer } from "@aip/components/ml/feast.ts";
import { InferenceApi } from "@aip/components/ml/inference-api.ts";
import { Mlflow } from "@aip/components/ml/mlflow.ts";
import { contracts } from "@aip/contracts";
import { callersOf, isOn, urlOf } from "@aip/services";
import { airflow } from "@aip/services/airflow.ts";
import { feast } from "@aip/services/feast.ts";
import { inference } from "@aip/services/inference.ts";
import { kueue } from "@aip/services/kueue.ts";
import { mlflow } from "@aip/services/mlflow.ts";
import { prometheus } from "@aip/services/prometheus.ts";
import * as aws from "@pulumi/aws";
import { urlInCluster } from "../flows.ts";
import { LayerServices, layerProviders } from "../layer.ts";
import { readConfig } from "./config.ts";
import { createTeams } from "./teams.ts";

/** Requests a second to the inference API, which its image counts under the name that its alerts use too. */
const inferenceRequests = 'sum(rate(http_server_request_duration_seconds_count{namespace="inference"}[2m]))';

/** The ml-services layer: tracking and registry, feature server, pipelines, inference, and the way of the teams to them. */
export default async function mlServices() {
  const config = await readConfig();
  const { environment, cluster, context, data, observability, database, place } = config;
  const { aws: provider, options } = layerProviders(environment, "ml-services", cluster);
  const services = new LayerServices("ml-services", environment);
  const teams = Object.keys(environment.teams);

  const tracking = services.compose(
    mlflow,
    (settings) =>
      new Mlflow(
        "mlflow",
        {
          ...settings,
          ...place(mlflow),
          context: context(),
          database: database(mlflow),
          artifactsBucket: data.artifactsBucket,
          allowedOrigins: [new URL(urlOf(mlflow, environment)).origin],
          clients: callersOf(mlflow, environment).map(({ name }) => name),
          teams,
        },
        options,
      ),
  );
  const features = services.compose(
    feast,
    (settings) =>
      new FeastServer(
        "feast",
        {
          ...settings,
          ...place(feast),
          context: context(),
          image: config.ownImage("feast"),
          registry: database(feast),
          definitionsBucket: data.artifactsBucket,
          offlineBucket: data.featureOfflineBucket,
          online: config.onlineStore(),
          onlineCidrs: [config.vpcCidr],
          accountId: aws.getCallerIdentityOutput({}, { provider }).accountId,
          forTeams: teams.length > 0,
        },
        options,
      ),
  );
  const pipelines = services.compose(
    airflow,
    (settings) =>
      new Airflow(
        "airflow",
        {
          ...settings,
          ...place(airflow),
          context: context(),
          image: config.ownImageParts("airflow"),
          database: database(airflow),
          bucket: data.artifactsBucket,
          folders: config.dagFolders(settings),
          git: config.gitDags(settings.dags),
          jobsNeedQueue: isOn(kueue, environment),
          taskResources: settings.task,
          mlflow: tracking?.access(airflow.name),
          feast: features?.access,
          baseUrl: urlOf(airflow, environment),
        },
        options,
      ),
  );
  const api = services.compose(
    inference,
    ({ minReplicas: min, maxReplicas: max, cpuTarget, requestsPerPod, ...settings }) =>
      new InferenceApi(
        "inference",
        {
          ...settings,
          ...place(inference),
          context: context(),
          image: config.image(settings.image, settings.version),
          scaling:
            requestsPerPod === undefined
              ? { by: "cpu", min, max, target: cpuTarget }
              : {
                  by: "prometheus",
                  min,
                  max,
                  serverAddress: urlInCluster(prometheus),
                  query: inferenceRequests,
                  threshold: requestsPerPod,
                },
          maxReplicas: max,
          modelsBucket: data.modelsBucket,
          mlflow: tracking?.access(inference.name),
          feast: features?.access,
          otlpEndpoint: observability.otlpHttpEndpoint ?? undefined,
          environment: environment.name,
        },
        options,
      ),
  );
  createTeams(config, { mlflow: tracking, feast: features?.teamAccess, inferenceUrl: api?.url }, options);

  return contracts["ml-services"].publish({
    services: services.complete(),
    mlflowUrl: tracking?.url ?? null,
    feastUrl: features?.url ?? null,
    featureStoreYaml: features?.access.featureStoreYaml ?? null,
    feastTokenSecretArn: features?.access.tokenSecretArn ?? null,
    airflowUrl: pipelines?.url ?? null,
    airflowDagPublisherArns: pipelines?.dagPublisherArns ?? {},
    inferenceUrl: api?.url ?? null,
  });
}
