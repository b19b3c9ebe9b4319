import { type RuleCases, resource, unknown } from "../../testing/cases.ts";

const pool = "kubernetes:karpenter.sh/v1:NodePool";
const requirement = (key: string, ...values: string[]) => ({ key, operator: "In", values });
const nodePool = (spec: object, template: object = {}, gpu = true) => ({
  spec: {
    ...spec,
    template: {
      spec: {
        requirements: [
          gpu
            ? requirement("karpenter.k8s.aws/instance-family", "g6", "g6e")
            : requirement("karpenter.k8s.aws/instance-category", "c", "m"),
        ],
        ...template,
      },
    },
  },
});
const taints = [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }];
const bucket = "aws:s3/bucket:Bucket";
const deployment = (name: string, inputs: object = {}) =>
  resource("kubernetes:apps/v1:Deployment", name, {
    metadata: { name, namespace: "ml" },
    spec: {},
    ...inputs,
  });
const scaler = (name: unknown) =>
  resource("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "scaler", {
    metadata: { namespace: "ml" },
    spec: { scaleTargetRef: { name }, minReplicas: 2, maxReplicas: 8 },
  });
const job = (spec: object, gpus: unknown = 1) => ({
  spec: {
    ...spec,
    template: {
      spec: { containers: [{ name: "train", resources: { limits: { "nvidia.com/gpu": gpus } } }] },
    },
  },
});

export const cases: readonly RuleCases[] = [
  {
    rule: "ml-gpu-pool-bounded",
    type: pool,
    good: {
      "so many GPUs": nodePool({ limits: { "nvidia.com/gpu": 8 } }),
      "so much CPU": nodePool({ limits: { cpu: "128" } }),
      "no GPUs": nodePool({}, {}, false),
    },
    bad: {
      none: nodePool({}),
      "memory only": nodePool({ limits: { memory: "1Ti" } }),
      "by type": {
        spec: {
          template: {
            spec: { requirements: [requirement("node.kubernetes.io/instance-type", "p5.48xlarge")] },
          },
        },
      },
      "by category": {
        spec: {
          template: {
            spec: { requirements: [requirement("karpenter.k8s.aws/instance-category", "g", "p")] },
          },
        },
      },
      "by GPU": {
        spec: {
          template: {
            spec: {
              requirements: [{ key: "karpenter.k8s.aws/instance-gpu-count", operator: "Gt", values: ["0"] }],
            },
          },
        },
      },
    },
    deferred: { "not known yet": nodePool({ limits: unknown }) },
  },
  {
    rule: "ml-gpu-pool-tainted",
    type: pool,
    good: {
      tainted: nodePool({}, { taints }),
      "no GPUs": nodePool({}, {}, false),
      "a node group": [
        resource("aws:eks/nodeGroup:NodeGroup", "g", {
          instanceTypes: ["g5.xlarge"],
          taints: [{ key: "nvidia.com/gpu", effect: "NO_SCHEDULE" }],
        }),
      ],
    },
    bad: {
      "not tainted": nodePool({}),
      "only asked nicely": nodePool({}, { taints: [{ key: "nvidia.com/gpu", effect: "PreferNoSchedule" }] }),
      "a node group": [
        resource("aws:eks/nodeGroup:NodeGroup", "g", {
          amiType: "AL2023_x86_64_NVIDIA",
          instanceTypes: unknown,
        }),
      ],
    },
    deferred: { "not known yet": nodePool({}, { taints: unknown }) },
  },
  {
    rule: "ml-gpu-pool-empties",
    type: pool,
    good: {
      "in a minute": nodePool({ disruption: { consolidateAfter: "1m" } }),
      "in working hours it keeps them": nodePool({
        disruption: { budgets: [{ nodes: "0", schedule: "0 9 * * 1-5", duration: "8h" }] },
      }),
    },
    bad: {
      never: nodePool({ disruption: { consolidateAfter: "Never" } }),
      "none at a time": nodePool({ disruption: { budgets: [{ nodes: "0" }] } }),
    },
    deferred: { "not known yet": nodePool({ disruption: { consolidateAfter: unknown } }) },
  },
  {
    rule: "ml-notebook-culled",
    type: "aws:sagemaker/notebookInstance:NotebookInstance",
    good: {
      "a script stops it": { lifecycleConfigName: unknown },
      "a domain": [
        resource("aws:sagemaker/domain:Domain", "d", {
          defaultUserSettings: {
            jupyterLabAppSettings: {
              appLifecycleManagement: {
                idleSettings: { lifecycleManagement: "ENABLED", idleTimeoutInMinutes: 60 },
              },
            },
          },
        }),
      ],
      "JupyterHub by default": [
        resource("kubernetes:helm.sh/v4:Chart", "hub", { chart: "jupyterhub", values: {} }),
      ],
      "another chart": [
        resource("kubernetes:helm.sh/v4:Chart", "x", {
          chart: "airflow",
          values: { cull: { enabled: false } },
        }),
      ],
    },
    bad: {
      "nothing stops it": { instanceType: "ml.t3.medium" },
      "a domain": [resource("aws:sagemaker/domain:Domain", "d", { defaultUserSettings: {} })],
      "JupyterHub, switched off": [
        resource("kubernetes:helm.sh/v4:Chart", "hub", {
          chart: "jupyterhub",
          values: { cull: { enabled: false } },
        }),
      ],
      "JupyterHub, after a week": [
        resource("kubernetes:helm.sh/v3:Release", "hub", {
          chart: "jupyterhub",
          values: { cull: { timeout: 604800 } },
        }),
      ],
    },
    deferred: {
      "not known yet": [
        resource("kubernetes:helm.sh/v4:Chart", "hub", { chart: "jupyterhub", values: unknown }),
      ],
    },
  },
  {
    rule: "ml-notebook-private",
    type: "aws:sagemaker/notebookInstance:NotebookInstance",
    good: {
      private: { subnetId: unknown, directInternetAccess: "Disabled", rootAccess: "Disabled" },
      "a domain": [resource("aws:sagemaker/domain:Domain", "d", { appNetworkAccessType: "VpcOnly" })],
    },
    bad: {
      "the default": {},
      root: { subnetId: "subnet-1", directInternetAccess: "Disabled" },
      "a domain": [resource("aws:sagemaker/domain:Domain", "d", {})],
    },
    deferred: {
      "not known yet": { subnetId: "subnet-1", directInternetAccess: unknown, rootAccess: "Disabled" },
    },
  },
  {
    rule: "ml-model-bucket-versioned",
    good: {
      versioned: [
        resource(bucket, "data-models"),
        resource(
          "aws:s3/bucketVersioning:BucketVersioning",
          "v",
          { versioningConfiguration: { status: "Enabled" } },
          { bucket: "data-models" },
        ),
      ],
      "another bucket": [resource(bucket, "data-scratch", { bucket: unknown })],
    },
    bad: {
      "by its name in Pulumi": [resource(bucket, "data-models")],
      "by its own name": [resource(bucket, "b", { bucket: "acme-mlflow-artifacts" })],
    },
    deferred: {
      "not known yet": [
        resource(bucket, "data-models"),
        resource(
          "aws:s3/bucketVersioning:BucketVersioning",
          "v",
          { versioningConfiguration: unknown },
          { bucket: "data-models" },
        ),
      ],
    },
  },
  {
    rule: "ml-serving-autoscaled",
    good: {
      scaled: [deployment("inference-api"), scaler("inference-api")],
      "another service": [deployment("mlflow")],
      KServe: [
        resource("kubernetes:serving.kserve.io/v1beta1:InferenceService", "s", {
          spec: { predictor: { minReplicas: 1, maxReplicas: 4 } },
        }),
      ],
    },
    bad: {
      "not scaled": [deployment("inference-api")],
      "another is": [deployment("inference-api"), scaler("mlflow")],
      KServe: [
        resource("kubernetes:serving.kserve.io/v1beta1:InferenceService", "s", {
          spec: { predictor: { minReplicas: 2, maxReplicas: 2 } },
        }),
      ],
    },
    deferred: {
      "not known yet": [
        resource("kubernetes:serving.kserve.io/v1beta1:InferenceService", "s", {
          spec: { predictor: unknown },
        }),
      ],
    },
  },
  {
    rule: "ml-training-bounded",
    type: "kubernetes:batch/v1:Job",
    good: {
      ends: job({ activeDeadlineSeconds: 86_400 }),
      "no GPUs": job({}, 0),
      "ends some time": job({ activeDeadlineSeconds: unknown }),
    },
    bad: {
      "does not": job({}),
      "an operator's": [
        resource("kubernetes:kubeflow.org/v1:PyTorchJob", "p", {
          spec: {
            pytorchReplicaSpecs: {
              Worker: {
                template: {
                  spec: { containers: [{ name: "pytorch", resources: { limits: { "nvidia.com/gpu": 8 } } }] },
                },
              },
            },
          },
        }),
      ],
    },
    deferred: { "not known yet": job({}, unknown) },
  },
  {
    rule: "ml-endpoint-redundant",
    type: "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
    good: {
      two: { productionVariants: [{ initialInstanceCount: 2 }] },
      "no servers": {
        productionVariants: [{ serverlessConfig: { maxConcurrency: 5, memorySizeInMb: 2048 } }],
      },
    },
    bad: { one: { productionVariants: [{ initialInstanceCount: 1, instanceType: "ml.g5.xlarge" }] } },
    deferred: { "not known yet": { productionVariants: [{ initialInstanceCount: unknown }] } },
  },
];
