import { defineService } from "./define.ts";
import { cpuQuantity, memoryQuantity, replicas } from "./values.ts";

export const mlflow = defineService({
  name: "mlflow",
  title: "MLflow",
  summary: "Experiment tracking, artifacts and the model registry.",
  layer: "ml-services",
  key: "mlflow",
  namespace: "mlflow",
  keys: {
    /** Pods. Default: 2; 1 in development. */
    replicas: replicas.default(2),
    /** CPU that each pod asks for. Default: 500m; 250m in development. */
    cpu: cpuQuantity.default("500m"),
    /** Memory of each pod. The server takes about 800 MiB while idle. Default: 2Gi; 1536Mi in development. */
    memory: memoryQuantity.default("2Gi"),
  },
  profiles: { development: { replicas: 1, cpu: "250m", memory: "1536Mi" } },
  productionMinimum: { replicas: 2 },
  requires: [{ service: "external-secrets", because: "its passwords come from Secrets Manager" }],
  serves: { service: "mlflow", port: 5000 },
  openToTeams: true,
  subdomain: "mlflow",
  forward: { localPort: 5000 },
  login: { kind: "own", reason: "MLflow's basic login: an administrator, and a user for each service." },
  database: true,
  vaultAccounts: ["mlflow"],
  alerts: true,
});
