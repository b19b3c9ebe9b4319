import type { Environment } from "./schema/index.ts";

/** Services of the ml-services layer that keep their state in a database of their own. */
const withDatabase = ["mlflow", "feast", "airflow"] as const;

/** Rules over the keys of the observability and ml-services layers, and what they need of the data layer. */
export function serviceChecks({ profile, data, mlServices, observability }: Environment): string[] {
  const problems: string[] = [];
  const expect = (path: string, expected: string, found: unknown, holds: boolean) => {
    if (!holds) problems.push(`platform:${path}: expected ${expected}, found ${JSON.stringify(found)}`);
  };
  const { services } = data.database;
  for (const service of withDatabase) {
    expect(
      "data.database.services",
      `${service} among them; it keeps its state there`,
      services,
      services.includes(service),
    );
  }
  const { image, minReplicas, maxReplicas } = mlServices.inference;
  expect(
    "mlServices.inference.image",
    `one of platform:data.images (${data.images.join(", ")})`,
    image,
    data.images.includes(image),
  );
  expect(
    "mlServices.inference.maxReplicas",
    `at least minReplicas (${minReplicas})`,
    maxReplicas,
    maxReplicas >= minReplicas,
  );
  if (profile !== "production") return problems;
  const twice: Readonly<Record<string, number>> = {
    "observability.metrics.replicas": observability.metrics.replicas,
    "observability.alerts.replicas": observability.alerts.replicas,
    "observability.collector.replicas": observability.collector.replicas,
    "mlServices.mlflow.replicas": mlServices.mlflow.replicas,
    "mlServices.feast.replicas": mlServices.feast.replicas,
    "mlServices.airflow.replicas": mlServices.airflow.replicas,
    "mlServices.inference.minReplicas": minReplicas,
  };
  for (const [path, found] of Object.entries(twice))
    expect(path, "at least 2 in production", found, found >= 2);
  const { logs, traces } = observability;
  expect("observability.logs.nodes", "at least 3 in production", logs.nodes, logs.nodes >= 3);
  expect(
    "observability.traces.storage",
    '"elasticsearch" in production',
    traces.storage,
    traces.storage === "elasticsearch",
  );
  return problems;
}
