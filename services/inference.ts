import { z } from "zod";
import { defineService } from "./define.ts";
import { cpuQuantity, memoryQuantity, replicas, slug } from "./values.ts";

export const inference = defineService({
  name: "inference",
  title: "FastAPI",
  summary:
    "The inference API: FastAPI in front of the registered models, which grows and shrinks with its load.",
  layer: "ml-services",
  key: "inference",
  namespace: "inference",
  keys: {
    /** Which of the platform's own images serves. Default: inference. */
    image: slug.default("inference"),
    /** Version of the image: a tag or `sha256:…`. Nothing floats, so `latest` is refused. Default: 0.1.0. */
    version: z
      .string()
      .regex(
        /^(?!latest$)([\w][\w.-]{0,127}|sha256:[0-9a-f]{64})$/,
        'expected a version such as "1.4.2", or a digest (sha256:…)',
      )
      .default("0.1.0"),
    /** CPU that each pod asks for. Default: 500m; 200m in development. */
    cpu: cpuQuantity.default("500m"),
    /** Memory of each pod. Default: 1Gi; 512Mi in development. */
    memory: memoryQuantity.default("1Gi"),
    /** Fewest pods. Default: 2; 1 in development. */
    minReplicas: replicas.default(2),
    /** Most pods. Default: 10; 2 in development. */
    maxReplicas: replicas.default(10),
    /** Percent of the requested CPU at which pods are added. Default: 70. */
    cpuTarget: z.int().min(1, "expected 1 to 100").max(100, "expected 1 to 100").default(70),
    /**
     * Requests a second that one pod bears. Pods are then added by the requests of all that are served, and not by CPU; KEDA
     * asks Prometheus for them. Default: pods are added by CPU.
     */
    requestsPerPod: z.number().positive("expected requests above 0").optional(),
  },
  profiles: { development: { cpu: "200m", memory: "512Mi", minReplicas: 1, maxReplicas: 2 } },
  productionMinimum: { minReplicas: 2 },
  check: ({ minReplicas, maxReplicas }) =>
    maxReplicas >= minReplicas
      ? []
      : [{ path: "maxReplicas", found: maxReplicas, allowed: `at least minReplicas (${minReplicas})` }],
  requires: [
    { service: "mlflow", because: "it finds its models in the registry" },
    { service: "external-secrets", because: "its login to MLflow comes from Secrets Manager" },
    {
      service: "keda",
      because: "its pods are to follow its requests",
      when: ({ requestsPerPod }) => requestsPerPod !== undefined,
    },
    {
      service: "prometheus",
      because: "its requests are counted there",
      when: ({ requestsPerPod }) => requestsPerPod !== undefined,
    },
  ],
  serves: { service: "inference-api", port: 8000 },
  openToTeams: true,
  calls: ["mlflow", "feast", "otel"],
  subdomain: "api",
  forward: { localPort: 8000 },
  login: {
    kind: "none",
    reason: "The API knows no users; a gateway that the internet reaches has no route to it.",
  },
  images: ({ image }) => [image],
  vaultAccounts: ["inference-api"],
  alerts: true,
});
