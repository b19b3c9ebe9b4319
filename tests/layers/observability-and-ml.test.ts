import assert from "node:assert/strict";
import { environmentNames, readEnvironmentFile } from "@aip/environments";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";
import mlServices from "../../stacks/ml-services/index.ts";
import observability from "../../stacks/observability/index.ts";
import { upstream, upstreamCloud } from "../support/upstream.ts";

const layers = { observability, "ml-services": mlServices };

for (const environment of environmentNames()) {
  for (const [layer, program] of Object.entries(layers)) {
    describe(`${layer} of ${environment}, alone`, () => {
      let resources: readonly RegisteredResource[] = [];
      before(async () => {
        const { config, environment: settings } = readEnvironmentFile(environment);
        const stacks = upstream(environment, settings.access === "gateway");
        ({ resources } = await runProgram({
          project: layer,
          stack: environment,
          config,
          program,
          cloud: upstreamCloud(),
          stacks,
        }));
      });
      const ofType = (type: RegExp) => resources.filter((resource) => type.test(resource.type));

      it("takes images from pinned versions, and none from Bitnami", () => {
        for (const image of texts(resources, "image")) {
          assert.match(image, /(:(?!latest$)[\w.-]+|@sha256:[0-9a-f]{64})$/);
          assert.doesNotMatch(image, /bitnami/);
        }
      });

      it("leaves no secret in an object or in a chart's values", () => {
        const passwords = ofType(/random:/).map((resource) => reveal(resource.outputs) as Properties);
        assert.ok(passwords.length > 0);
        const elsewhere = JSON.stringify(
          resources.filter(({ type }) => type.startsWith("kubernetes:")).map(({ inputs }) => reveal(inputs)),
        );
        for (const { result, base64 } of passwords) {
          assert.ok(!elsewhere.includes(String(result ?? base64)), "a generated value is in plain text");
        }
        assert.doesNotMatch(elsewhere, /prom-operator|changeme|password1234/i);
      });

      it("routes nothing where services are reached by forwarding", () => {
        const { environment: settings } = readEnvironmentFile(environment);
        const routes = ofType(/:HTTPRoute$/).length;
        if (settings.access === "forward") assert.equal(routes, 0);
        else assert.equal(routes, layer === "observability" ? 3 : 4);
      });

      it("makes associations before the workloads that need them", () => {
        const associations = ofType(/podIdentityAssociation/).map(({ urn }) => urn);
        const needy = ofType(/:Deployment$|helm/).filter(({ urn }) =>
          /Workload|Airflow|PrometheusStack/.test(urn),
        );
        assert.ok(needy.length > 0);
        for (const { urn, dependsOn } of needy) {
          assert.ok(
            dependsOn.some((dependency) => associations.includes(dependency)),
            urn,
          );
        }
      });
    });
  }
}

describe("the inference API", () => {
  it("is scaled by its requests, which KEDA asks Prometheus for, where the environment says what a pod bears", async () => {
    const { config } = readEnvironmentFile("prod");
    const services = JSON.parse(config["platform:mlServices"] as string);
    const inference = { ...services.inference, requestsPerPod: 50 };
    const { resources } = await runProgram({
      project: "ml-services",
      stack: "prod",
      config: { ...config, "platform:mlServices": JSON.stringify({ ...services, inference }) },
      program: mlServices,
      cloud: upstreamCloud(),
      stacks: upstream("prod"),
    });
    const autoscalers = resources.filter(({ type }) => /:(ScaledObject|HorizontalPodAutoscaler)$/.test(type));
    assert.deepEqual(
      autoscalers.map(({ type }) => type.split(":").at(-1)),
      ["ScaledObject"],
    );
    const [autoscaler] = autoscalers;
    assert.ok(autoscaler);
    const { minReplicaCount, maxReplicaCount, triggers } = autoscaler.inputs.spec as Properties;
    assert.deepEqual([minReplicaCount, maxReplicaCount], [3, 30]);
    const [{ metadata }] = triggers as [{ metadata: Properties }];
    assert.equal(metadata.serverAddress, "http://monitoring-prometheus.observability.svc:9090");
    assert.equal(metadata.threshold, "50");
    assert.match(String(metadata.query), /http_server_request_duration_seconds_count/);
  });
});

describe("a gateway that the internet reaches", () => {
  it("has no route to services without a login", async () => {
    const { config } = readEnvironmentFile("prod");
    const security = JSON.parse(config["platform:security"] as string);
    const { resources } = await runProgram({
      project: "ml-services",
      stack: "prod",
      config: {
        ...config,
        "platform:security": JSON.stringify({ ...security, gateway: { exposure: "internet" } }),
      },
      program: mlServices,
      cloud: upstreamCloud(),
      stacks: upstream("prod"),
    });
    const hosts = resources
      .filter(({ type }) => type.endsWith(":HTTPRoute"))
      .flatMap(({ inputs }) => (inputs.spec as Properties).hostnames);
    assert.deepEqual(hosts.sort(), ["airflow.aiapp.com", "feast.aiapp.com", "mlflow.aiapp.com"]);
  });
});

/** All texts under a key, at any depth. */
function texts(value: unknown, key: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => texts(item, key));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key && typeof inner === "string" ? [inner] : texts(inner, key),
  );
}
