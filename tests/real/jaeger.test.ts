import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { skip } from "../support/skip.ts";
import { collectorPorts, collectorValues, LocalCollector } from "./local-collector.ts";
import { type JaegerSpan, LocalJaeger } from "./local-jaeger.ts";
import { PlannedCluster } from "./support/cluster-objects.ts";
import { goProgram } from "./telemetry-software.ts";
import { spansOf, tracesOf } from "./traces.ts";

/** The Go modules have Jaeger up to 1.76, which is 2.13; the chart's is newer, and reads the same configuration. */
describe("the Jaeger of the plan, behind the collector of production", () => {
  let jaeger: LocalJaeger;
  let collector: LocalCollector;
  const [failed] = tracesOf("error");

  before(async function () {
    const programs = [goProgram("collector"), goProgram("jaeger")];
    if (!programs.every((program) => program)) {
      skip(this, "the OpenTelemetry collector or Jaeger is not built: npm run test:real:build");
    }
    const [collectorProgram, jaegerProgram] = programs as [string, string];
    // Dev keeps traces in memory; production's Elasticsearch cannot be had here.
    jaeger = await LocalJaeger.start(jaegerProgram, await PlannedCluster.of("dev"));
    const values = collectorValues(await PlannedCluster.of("prod"));
    const ports = await collectorPorts();
    collector = await LocalCollector.start(collectorProgram, values, ports, [ports], jaeger.otlpPort);
    assert.ok(failed);
    for (const part of spansOf(failed)) await collector.send("traces", part);
    // Batches of 5 seconds on the way, and 10 until a trace is decided.
    for (let tries = 0; tries < 60 && (await jaeger.spans(failed.id)).length < 2; tries++) await sleep(1000);
  });
  after(async () => {
    await collector?.stop();
    await jaeger?.stop();
  });

  const tag = (span: JaegerSpan, name: string) => span.tags.find(({ key }) => key === name)?.value;

  it("shows a trace with an error, with the span that has it and the one that has none", async () => {
    const spans = await jaeger.spans(failed?.id ?? "");
    assert.deepEqual(
      spans.map((span) => [span.operationName, tag(span, "error") ?? false]).toSorted(),
      [
        ["GET model", true],
        ["POST /predict", false],
      ],
      collector.log,
    );
  });

  it("lists the services that Grafana's data source asks for", async () => {
    assert.deepEqual([...(await jaeger.services())].filter((name) => name !== "jaeger").toSorted(), [
      "inference-api",
      "mlflow",
    ]);
  });
});
