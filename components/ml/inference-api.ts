import * as pulumi from "@pulumi/pulumi";
import { PlatformNamespace } from "../kubernetes/namespace.ts";
import { publicHttps } from "../kubernetes/traffic.ts";
import { Workload } from "../kubernetes/workload.ts";
import type { Scaling } from "../kubernetes/workload-args.ts";
import {
  type FeastAccess,
  feastTokenEnv,
  featureFolder,
  registryStatements,
  syncFeastToken,
} from "./feast-access.ts";
import { credentialsFolder, type MlflowAccess, syncMlflowLogin } from "./mlflow-login.ts";
import {
  bucketStatements,
  quotaFor,
  type Reachable,
  type ServiceContext,
  type ServiceShape,
} from "./service.ts";

/** Folder of Feast's `feature_store.yaml`. */

export interface InferenceApiArgs extends Omit<ServiceShape, "replicas">, Reachable {
  /** The platform around it. */
  readonly context: ServiceContext;
  /** The platform's own image with its version or digest. */
  readonly image: pulumi.Input<string>;
  /** How many pods run, and what decides it. */
  readonly scaling: Scaling;
  /** Most pods the scaling may ask for; the namespace's quota holds no more. */
  readonly maxReplicas: number;
  /** Bucket of the models, which the pods may read. */
  readonly modelsBucket: pulumi.Input<string>;
  /** Where it logs in to MLflow to find models. Default: nowhere, it finds them in the bucket alone. */
  readonly mlflow?: MlflowAccess | undefined;
  /** Where it reads features. Default: there are none. */
  readonly feast?: FeastAccess | undefined;
  /** Address of OTLP over HTTP, where traces, metrics and logs go. Default: nowhere. */
  readonly otlpEndpoint?: pulumi.Input<string> | undefined;
  /** Name of the environment, for telemetry. */
  readonly environment: string;
}

/**
 * The inference API: FastAPI in front of the models. It finds models in MLflow, reads their files from S3 and features
 * from Feast, and grows and shrinks with its load.
 *
 * The image must listen on `port`, answer `/health/live` and `/health/ready`, give Prometheus metrics at `/metrics`, run
 * as any user, and write to `/tmp` alone.
 *
 * The platform's alerts on latency and errors need the histogram `http_server_request_duration_seconds` with the label
 * `http_response_status_code`: at `/metrics`, or by OTLP under OpenTelemetry's name for it, `http.server.request.duration`
 * with the attribute `http.response.status_code`
 * (https://opentelemetry.io/docs/specs/semconv/http/http-metrics/). What comes both ways counts twice.
 *
 * Costs what its pods request of the nodes.
 *
 * @example
 * import { InferenceApi } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const api = new InferenceApi("inference", {
 *   context: {
 *     region: "us-east-1",
 *     clusterName: config.require("clusterName"),
 *     secretStore: "secrets-manager",
 *     secretsKeyArn: config.require("secretsKeyArn"),
 *     dataKeyArn: config.require("dataKeyArn"),
 *     monitorLabel: "release=prometheus",
 *     observabilityNamespace: "observability",
 *   },
 *   image: "111122223333.dkr.ecr.us-east-1.amazonaws.com/inference:1.0.0",
 *   namespace: "inference",
 *   serviceName: "inference",
 *   port: 8000,
 *   cpu: "1",
 *   memory: "4Gi",
 *   scaling: { by: "cpu", min: 2, max: 6, target: 60 },
 *   maxReplicas: 6,
 *   modelsBucket: config.require("modelsBucket"),
 *   environment: "dev",
 *   callers: [{ namespace: "shop" }],
 *   calls: [],
 * });
 * export const url = api.url;
 */
export class InferenceApi extends pulumi.ComponentResource {
  /** Address inside the cluster. */
  readonly url: pulumi.Output<string>;

  /** @throws InvalidInput listing every argument of the pods that is not possible. */
  constructor(name: string, args: InferenceApiArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:ml:InferenceApi", name, {}, options);
    const parent = { parent: this };
    const { context, serviceName, feast, otlpEndpoint } = args;
    const { namespace } = new PlatformNamespace(
      `${name}-space`,
      { namespace: args.namespace, quota: quotaFor(args.maxReplicas, args) },
      parent,
    );
    const login = args.mlflow
      ? syncMlflowLogin(`${name}-mlflow-login`, args.mlflow, context, namespace, parent)
      : undefined;
    const token = feast
      ? syncFeastToken(`${name}-feast-token`, feast, "read", context, namespace, parent)
      : undefined;
    const workload = new Workload(
      name,
      {
        serviceName,
        namespace,
        image: args.image,
        port: args.port,
        env: {
          AWS_REGION: context.region,
          ...(args.mlflow ? { MLFLOW_TRACKING_URI: args.mlflow.url } : {}),
          ...(feast === undefined ? {} : { FEAST_URL: feast.url, FEAST_REPOSITORY: featureFolder }),
          MODELS_BUCKET: args.modelsBucket,
          ...(otlpEndpoint === undefined ? {} : telemetry(args, otlpEndpoint)),
        },
        ...(login === undefined
          ? {}
          : {
              secretFiles: [
                {
                  volume: "mlflow-login",
                  secretName: login.name,
                  mountPath: `/tmp/${credentialsFolder}`,
                },
              ],
            }),
        ...(feast === undefined || token === undefined
          ? {}
          : {
              secretEnv: feastTokenEnv(token),
              configFiles: {
                mountPath: featureFolder,
                files: { "feature_store.yaml": feast.featureStoreYaml },
              },
            }),
        resources: { cpu: args.cpu, memory: args.memory },
        probes: { readyPath: "/health/ready", livePath: "/health/live", startupSeconds: 300 },
        scaling: args.scaling,
        identity: {
          clusterName: context.clusterName,
          statements: [
            ...bucketStatements({ bucket: args.modelsBucket, access: "read" }, context.dataKeyArn),
            ...(feast ? registryStatements(feast, context.dataKeyArn) : []),
          ],
        },
        callers: args.callers,
        egress: [...args.calls, publicHttps],
        ...(args.route ? { route: args.route } : {}),
        ...(context.monitorLabel === undefined
          ? {}
          : {
              metrics: {
                path: "/metrics",
                monitorLabel: context.monitorLabel,
                prometheusNamespace: context.observabilityNamespace,
              },
            }),
        // Models are loaded from files.
        temporarySpace: "8Gi",
      },
      parent,
    );
    this.url = workload.url;
    this.registerOutputs({ url: this.url });
  }
}

const telemetry = (
  { serviceName, namespace, environment }: InferenceApiArgs,
  endpoint: pulumi.Input<string>,
) => ({
  OTEL_SERVICE_NAME: serviceName,
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
  OTEL_RESOURCE_ATTRIBUTES: `service.namespace=${namespace},deployment.environment.name=${environment}`,
});
