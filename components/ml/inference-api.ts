import * as pulumi from "@pulumi/pulumi";
import { PlatformNamespace } from "../kubernetes/namespace.ts";
import { type Flow, publicHttps } from "../kubernetes/traffic.ts";
import { Workload } from "../kubernetes/workload.ts";
import type { Scaling } from "../kubernetes/workload-args.ts";
import { credentialsFolder, type MlflowAccess, syncMlflowLogin } from "./mlflow-login.ts";
import { bucketStatements, quotaFor, type ServiceContext, type ServiceShape } from "./service.ts";

const port = 8000;

export interface InferenceApiArgs extends Omit<ServiceShape, "replicas"> {
  readonly context: ServiceContext;
  /** The platform's own image with its version or digest. */
  readonly image: string;
  readonly scaling: Scaling;
  /** Most pods the scaling may ask for; the namespace's quota holds no more. */
  readonly maxReplicas: number;
  readonly modelsBucket: string;
  readonly mlflow: MlflowAccess;
  readonly feastUrl: pulumi.Input<string>;
  /** OTLP over HTTP, where traces, metrics and logs go. */
  readonly otlpEndpoint: string;
  readonly otlpPort: number;
  /** Name of the environment, for telemetry. */
  readonly environment: string;
}

/**
 * The inference API: FastAPI in front of the models. It finds models in MLflow, reads their files from S3 and features
 * from Feast, and grows and shrinks with its load.
 *
 * The image must listen on 8000, answer `/health/live` and `/health/ready`, give Prometheus metrics at `/metrics`, run
 * as any user, and write to `/tmp` alone.
 */
export class InferenceApi extends pulumi.ComponentResource {
  /** Address inside the cluster. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: InferenceApiArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:ml:InferenceApi", name, {}, options);
    const parent = { parent: this };
    const { context } = args;
    const { namespace } = new PlatformNamespace(
      `${name}-space`,
      { namespace: "inference", quota: quotaFor(args.maxReplicas, args) },
      parent,
    );
    const service = (peer: string, number: number): Flow => ({
      peers: [{ namespace: peer }],
      ports: [number],
    });
    const login = syncMlflowLogin(`${name}-mlflow-login`, args.mlflow, context, namespace, parent);
    const workload = new Workload(
      name,
      {
        serviceName: "inference-api",
        namespace,
        image: args.image,
        port,
        env: {
          AWS_REGION: context.region,
          MLFLOW_TRACKING_URI: args.mlflow.url,
          FEAST_URL: args.feastUrl,
          MODELS_BUCKET: args.modelsBucket,
          OTEL_SERVICE_NAME: "inference-api",
          OTEL_EXPORTER_OTLP_ENDPOINT: args.otlpEndpoint,
          OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
          OTEL_RESOURCE_ATTRIBUTES: `service.namespace=inference,deployment.environment.name=${args.environment}`,
        },
        secretFiles: [
          {
            volume: "mlflow-login",
            secretName: login.metadata.apply((metadata) => metadata.name as string),
            mountPath: `/tmp/${credentialsFolder}`,
          },
        ],
        resources: { cpu: args.cpu, memory: args.memory },
        probes: { readyPath: "/health/ready", livePath: "/health/live", startupSeconds: 300 },
        scaling: args.scaling,
        identity: {
          clusterName: context.clusterName,
          statements: bucketStatements({ bucket: args.modelsBucket, access: "read" }, context.dataKeyArn),
        },
        callers: args.callers,
        egress: [
          service("mlflow", 5000),
          service("feast", 6566),
          service(context.observabilityNamespace, args.otlpPort),
          publicHttps,
        ],
        ...(args.route ? { route: args.route } : {}),
        metrics: {
          path: "/metrics",
          monitorLabel: context.monitorLabel,
          prometheusNamespace: context.observabilityNamespace,
        },
        // Models are loaded from files.
        temporarySpace: "8Gi",
      },
      parent,
    );
    this.url = workload.url;
    this.registerOutputs({ url: this.url });
  }
}
