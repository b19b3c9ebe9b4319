import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { skip } from "../support/skip.ts";
import { collectorPorts, collectorValues, LocalCollector } from "./local-collector.ts";
import { PlannedCluster } from "./support/cluster-objects.ts";
import { goProgram } from "./telemetry-software.ts";
import { TraceSink } from "./trace-sink.ts";
import { sampleTraces, spansOf, tracesOf } from "./traces.ts";

describe("traces through two collectors of the prod plan", () => {
  let sink: TraceSink;
  const collectors: LocalCollector[] = [];

  before(async function () {
    const program = goProgram("collector");
    if (!program) skip(this, "the OpenTelemetry collector is not built: npm run test:real:build");
    sink = await TraceSink.start();
    const values = collectorValues(await PlannedCluster.of("prod"));
    const ports = [await collectorPorts(), await collectorPorts()];
    for (const own of ports) {
      collectors.push(await LocalCollector.start(program as string, values, own, ports, sink.port));
    }
    // Every trace has a span at each collector, as it has where its services are connected to different ones.
    for (const [index, trace] of sampleTraces.entries()) {
      const [root, child] = spansOf(trace);
      await collectors[index % 2]?.send("traces", root);
      await collectors[(index + 1) % 2]?.send("traces", child);
    }
    // Batches of 5 seconds on the way in and out, and 10 until a trace is decided.
    await sleep(30_000);
  });
  after(async () => {
    for (const collector of collectors) await collector.stop();
    sink?.stop();
  });

  const kept = (id: string) => sink.spans.filter(({ traceId }) => traceId === id);
  const share = (kind: "error" | "slow" | "usual") => {
    const all = tracesOf(kind);
    return all.filter(({ id }) => kept(id).length === 2).length / all.length;
  };

  it("keep every trace with an error, with the span that has it and the one that has none", () => {
    assert.equal(share("error"), 1, collectors.map(({ log }) => log).join("\n"));
    for (const { id } of tracesOf("error")) {
      assert.deepEqual(
        kept(id)
          .map(({ name, isError }) => [name, isError])
          .sort(),
        [
          ["GET model", true],
          ["POST /predict", false],
        ],
      );
    }
  });

  it("keep every slow trace", () => {
    assert.equal(share("slow"), 1);
  });

  it("keep of all others about the share of the plan, and none in part or twice", () => {
    assert.ok(share("usual") > 0.1 && share("usual") < 0.3, `kept ${share("usual")}, planned 0.2`);
    const counts = new Set(sampleTraces.map(({ id }) => kept(id).length));
    assert.deepEqual([...counts].sort(), [0, 2]);
  });
});
