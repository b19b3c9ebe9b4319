import assert from "node:assert/strict";
import { readEnvironmentFile } from "@aip/environments";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";
import { addresses as addressesOf } from "@aip/services";
import mlServices from "../../stacks/ml-services/index.ts";
import observability from "../../stacks/observability/index.ts";
import security from "../../stacks/security/index.ts";
import { upstream, upstreamCloud } from "../support/upstream.ts";

const forwards = Object.fromEntries(
  addressesOf(readEnvironmentFile("dev").environment).map(({ title, forward }) => [title, forward]),
);
const forwardOf = (title: string) => {
  const found = forwards[title];
  assert.ok(found, `dev has no address of ${title}`);
  return found;
};

/** What the layers hand over about each service that is reached by a Kubernetes service. */
const addresses = {
  MLflow: "mlflowUrl",
  Feast: "feastUrl",
  Airflow: "airflowUrl",
  FastAPI: "inferenceUrl",
  Grafana: "grafanaUrl",
  Kibana: "kibanaUrl",
  OpenTelemetry: "otlpHttpEndpoint",
} as const;

/** Proves that `aip forward` goes where the layers put the services. Charts are not rendered: their names are checked. */
describe("the targets of aip forward", () => {
  const resources: RegisteredResource[] = [];
  const outputs: Properties = {};
  before(async function () {
    this.timeout(20_000);
    const { config } = readEnvironmentFile("dev");
    for (const [project, program] of Object.entries({ security, observability, "ml-services": mlServices })) {
      const run = await runProgram({
        project,
        stack: "dev",
        config,
        program,
        cloud: upstreamCloud(),
        stacks: upstream("dev", false),
      });
      resources.push(...run.resources);
      Object.assign(outputs, run.outputs);
    }
  });

  const inputs = (name: string): Properties => {
    const found = resources.find((resource) => resource.name === name);
    assert.ok(found, `the layers have no ${name}`);
    return reveal(found.inputs) as Properties;
  };
  const chartValues = (name: string, chart: string, namespace: string): Properties => {
    const found = inputs(name);
    assert.equal(String(found.chart).split("/").at(-1), chart);
    assert.equal(found.namespace, namespace);
    return found.values as Properties;
  };

  for (const [service, output] of Object.entries(addresses)) {
    it(`of ${service} is the address that its layer hands over`, () => {
      const { namespace, object, port } = forwardOf(service);
      const [kind, name] = object.split("/");
      assert.equal(kind, "service");
      // URL leaves out the port that is the scheme's own.
      assert.equal(
        new URL(String(outputs[output])).href,
        new URL(`http://${name}.${namespace}.svc:${port}`).href,
      );
    });
  }

  for (const [service, resource] of Object.entries({
    MLflow: "mlflow-service",
    Feast: "feast-service",
    FastAPI: "inference-service",
  })) {
    it(`of ${service} is a service of ours`, () => {
      const { namespace, object, port } = forwardOf(service);
      const { metadata, spec } = inputs(resource) as { metadata: Properties; spec: { ports: Properties[] } };
      assert.equal(metadata.namespace, namespace);
      assert.equal(`service/${metadata.name}`, object);
      assert.deepEqual(
        spec.ports.map((each) => each.port),
        [port],
      );
    });
  }

  it("of Airflow, Grafana and the collector are what their charts make of their names", () => {
    assert.equal(chartValues("airflow-chart", "airflow", "airflow").fullnameOverride, "airflow");
    const prometheus = chartValues("prometheus-chart", "kube-prometheus-stack", "observability");
    const grafana = prometheus.grafana as Properties;
    assert.equal(grafana.fullnameOverride, "grafana");
    assert.equal(grafana.service, undefined, "the chart's own port is 80");
    const collector = chartValues("collector-chart", "opentelemetry-collector", "observability");
    assert.equal(collector.fullnameOverride, "otel-collector");
    assert.equal((collector.ports as Properties)["otlp-http"], undefined, "the chart's own port is 4318");
  });

  it("of the collector is a port that it listens on at the loopback address too, where forwards end", () => {
    const { alternateConfig } = chartValues("collector-chart", "opentelemetry-collector", "observability");
    const { receivers } = alternateConfig as {
      receivers: { otlp: { protocols: { http: { endpoint: string } } } };
    };
    assert.equal(receivers.otlp.protocols.http.endpoint, `0.0.0.0:${forwardOf("OpenTelemetry").port}`);
  });

  it("of Kibana speaks no TLS, whose certificate no browser would know", () => {
    const [kibana] = resources
      .filter(({ type }) => type.endsWith(":Kibana"))
      .map((each) => reveal(each.inputs));
    const { metadata, spec } = kibana as { metadata: Properties; spec: Properties };
    assert.equal(`service/${metadata.name}-kb-http`, forwardOf("Kibana").object);
    assert.deepEqual(spec.http, { tls: { selfSignedCertificate: { disabled: true } } });
  });

  it("of Vault is the listener of a server's pod, and where its provider looks for it", () => {
    const { localPort, ...target } = forwardOf("Vault");
    const chart = resources.find(({ name, type }) => name === "vault" && type.includes("helm.sh"));
    assert.ok(chart, "the layer has no chart of Vault");
    const { values, namespace } = reveal(chart.inputs) as Properties;
    assert.equal(namespace, target.namespace);
    assert.equal(target.object, `pod/${chart.name}-0`);
    assert.ok(JSON.stringify(values).includes(`127.0.0.1:${target.port}`));
    const provider = resources.find(({ type }) => type === "pulumi:providers:vault");
    assert.equal((reveal(provider?.inputs ?? {}) as Properties).address, `http://localhost:${localPort}`);
  });
});
