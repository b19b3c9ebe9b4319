import { awsProvider, kubernetesProvider } from "@aip/components/core/providers.ts";
import { randomProvider } from "@aip/components/core/random-provider.ts";
import { requiredTags } from "@aip/components/core/tags.ts";
import { Airflow } from "@aip/components/ml/airflow.ts";
import { FeastServer } from "@aip/components/ml/feast.ts";
import { InferenceApi } from "@aip/components/ml/inference-api.ts";
import { Mlflow } from "@aip/components/ml/mlflow.ts";
import { contracts } from "@aip/contracts";
import * as aws from "@pulumi/aws";
import { readConfig } from "./config.ts";

/** The ml-services layer: tracking and registry, feature server, pipelines, and inference. */
export default async function mlServices() {
  const config = await readConfig();
  const { environment, cluster, context, data, observability, database, route, url } = config;
  const { region, mlServices: settings } = environment;
  const provider = awsProvider({
    region,
    accountId: environment.accountId,
    tags: requiredTags(environment, "ml-services"),
  });
  const onCluster = kubernetesProvider({ ...cluster, region });
  const providers = { providers: [provider, onCluster, randomProvider()] };
  const [pipelines, inference] = [{ namespace: "airflow" }, { namespace: "inference" }];

  const mlflow = new Mlflow(
    "mlflow",
    {
      ...settings.mlflow,
      context,
      database: database("mlflow"),
      artifactsBucket: data.artifactsBucket,
      allowedHosts: [new URL(url("MLflow")).host],
      clients: ["airflow", "inference"],
      callers: [pipelines, inference],
      route: route("MLflow"),
    },
    providers,
  );
  const feast = new FeastServer(
    "feast",
    {
      ...settings.feast,
      context,
      registry: database("feast"),
      offlineBucket: data.featureOfflineBucket,
      online: config.onlineStore,
      onlineCidrs: [config.vpcCidr],
      accountId: aws.getCallerIdentityOutput({}, { provider }).accountId,
      callers: [pipelines, inference],
      route: route("Feast"),
    },
    providers,
  );
  const airflow = new Airflow(
    "airflow",
    {
      ...settings.airflow,
      context,
      chartMirror: environment.chartMirror,
      database: database("airflow"),
      bucket: data.artifactsBucket,
      taskBuckets: config.taskBuckets,
      taskResources: settings.airflow.task,
      mlflow: mlflow.access("airflow"),
      vaultAddress: config.vaultAddress,
      baseUrl: url("Airflow"),
      callers: [],
      route: route("Airflow"),
    },
    providers,
  );
  const { minReplicas: min, maxReplicas: max, cpuTarget: target } = settings.inference;
  const api = new InferenceApi(
    "inference",
    {
      ...settings.inference,
      context,
      image: config.inferenceImage,
      scaling: { by: "cpu", min, max, target },
      modelsBucket: data.modelsBucket,
      mlflow: mlflow.access("inference"),
      feastUrl: feast.url,
      otlpEndpoint: observability.otlpHttpEndpoint,
      otlpPort: Number(new URL(observability.otlpHttpEndpoint).port),
      environment: environment.name,
      callers: [pipelines],
      route: route("FastAPI"),
    },
    providers,
  );

  return contracts["ml-services"].publish({
    mlflowUrl: mlflow.url,
    feastUrl: feast.url,
    airflowUrl: airflow.url,
    inferenceUrl: api.url,
  });
}
