import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { skip } from "../support/skip.ts";
import { collectorPorts, collectorValues, LocalCollector } from "./local-collector.ts";
import { LocalPrometheus } from "./local-prometheus.ts";
import { type MonitoredEndpoint, planScrape } from "./planned-scrape.ts";
import { PlannedCluster } from "./support/cluster-objects.ts";
import { freePort } from "./support/processes.ts";
import { goProgram, isInstalled } from "./telemetry-software.ts";

const started = Date.now();
/** Requests until now: ten a second, one of which fails; all of them take between 1 and 2 seconds. */
const requests = (status: "200" | "500") =>
  Math.round(((Date.now() - started) / 1000) * (status === "200" ? 9 : 1)) + 1;

const statuses = ["200", "500"] as const;
const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });

/** The metric as OpenTelemetry's instrumentation of FastAPI sends it, with the resource that the plan's variables give. */
const sent = (resource: string) => ({
  resourceMetrics: [
    {
      resource: {
        attributes: [
          attribute("service.name", "inference-api"),
          ...resource.split(",").map((pair) => attribute(...(pair.split("=") as [string, string]))),
        ],
      },
      scopeMetrics: [
        {
          metrics: [
            {
              name: "http.server.request.duration",
              unit: "s",
              histogram: {
                aggregationTemporality: 2,
                dataPoints: statuses.map((status) => ({
                  attributes: [{ key: "http.response.status_code", value: { intValue: status } }],
                  startTimeUnixNano: String(BigInt(started) * 1_000_000n),
                  timeUnixNano: String(BigInt(Date.now()) * 1_000_000n),
                  count: String(requests(status)),
                  sum: 1.5 * requests(status),
                  explicitBounds: [0.5, 1, 2],
                  bucketCounts: ["0", "0", String(requests(status)), "0"],
                })),
              },
            },
          ],
        },
      ],
    },
  ],
});

/** The same as Prometheus scrapes it. */
const exposed = () =>
  [
    "# TYPE http_server_request_duration_seconds histogram",
    ...statuses.flatMap((status) => [
      ...["0.5", "1", "2", "+Inf"].map(
        (le) =>
          `http_server_request_duration_seconds_bucket{http_response_status_code="${status}",le="${le}"} ` +
          (Number(le) <= 1 ? 0 : requests(status)),
      ),
      `http_server_request_duration_seconds_sum{http_response_status_code="${status}"} ${1.5 * requests(status)}`,
      `http_server_request_duration_seconds_count{http_response_status_code="${status}"} ${requests(status)}`,
    ]),
    "",
  ].join("\n");

describe("the alerts on inference, in a real Prometheus", () => {
  let cluster: PlannedCluster;
  let prometheus: LocalPrometheus | undefined;

  before(async function () {
    if (!isInstalled("prometheus"))
      skip(this, "Prometheus is not installed (Debian: apt-get install prometheus)");
    cluster = await PlannedCluster.of("prod");
  });
  afterEach(() => prometheus?.stop());

  const fire = async () => {
    for (const alert of ["InferenceErrors", "InferenceLatency"]) {
      await prometheus?.found(`ALERTS{alertname="${alert}",alertstate="firing"}`);
    }
  };

  describe("fed by the pods' own page", () => {
    let api: Server;
    before(async () => {
      api = createServer((_, response) => response.end(exposed())).listen(0, "127.0.0.1");
      await new Promise((resolve) => api.once("listening", resolve));
    });
    after(() => api?.close());

    it("fire on slow and failed requests", async () => {
      const monitor = cluster.get("ServiceMonitor", "inference", "inference-api");
      const [endpoint] = (monitor.spec as { endpoints: [MonitoredEndpoint] }).endpoints;
      const target = {
        address: `127.0.0.1:${(api.address() as AddressInfo).port}`,
        namespace: "inference",
        service: "inference-api",
        pod: "inference-api-6d5f",
        container: "inference-api",
        node: "a",
      };
      prometheus = await LocalPrometheus.start(cluster, [planScrape("inference-api", endpoint, [target])]);
      await fire();
    });
  });

  describe("fed by OTLP through the collector of the plan", () => {
    let collector: LocalCollector;
    let timer: NodeJS.Timeout;

    before(async function () {
      const program = goProgram("collector");
      if (!program) skip(this, "the OpenTelemetry collector is not built: npm run test:real:build");
      const ports = await collectorPorts();
      const values = collectorValues(cluster);
      collector = await LocalCollector.start(program as string, values, ports, [ports], await freePort());
      const deployment = cluster.get("Deployment", "inference", "inference-api");
      const { containers } = (
        deployment.spec as {
          template: { spec: { containers: { env: { name: string; value: string }[] }[] } };
        }
      ).template.spec;
      const resource =
        containers[0]?.env.find(({ name }) => name === "OTEL_RESOURCE_ATTRIBUTES")?.value ?? "";
      await collector.send("metrics", sent(resource));
      timer = setInterval(() => void collector.send("metrics", sent(resource)), 1000);
    });
    after(async () => {
      clearInterval(timer);
      await collector?.stop();
    });

    it("fire on slow and failed requests, which are named after the workload and not the collector", async () => {
      const endpoint = collectorValues(cluster).podMonitor.metricsEndpoints[1] as MonitoredEndpoint;
      const target = {
        address: `127.0.0.1:${collector.ports[8889]}`,
        namespace: "observability",
        pod: "otel-collector-7c9f",
        container: "opentelemetry-collector",
        node: "a",
      };
      prometheus = await LocalPrometheus.start(cluster, [planScrape("otel-collector", endpoint, [target])]);
      await fire();
      const [series] = await prometheus.query("http_server_request_duration_seconds_count");
      assert.deepEqual(
        [series?.namespace, series?.pod, series?.collector],
        ["inference", undefined, "otel-collector-7c9f"],
      );
    });
  });
});
