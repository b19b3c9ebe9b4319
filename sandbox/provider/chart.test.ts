import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { unknownValue } from "@aip/common/protocol.ts";
import { missingHelm, ownCharts, withCharts } from "../../tests/charts/own-charts.ts";
import { skip } from "../../tests/support/skip.ts";
import { simulatedCloud } from "../cloud.ts";
import { reveal } from "../core/secrets.ts";
import { constructChart } from "./chart.ts";
import { empty, fromStruct, grpc, type Message, provider, resources, toStruct } from "./protocol.ts";

const { ResourceMonitorService } = createRequire(import.meta.url)("@pulumi/pulumi/proto/resource_grpc_pb.js");
const kubernetes = "urn:pulumi:s::p::pulumi:providers:kubernetes::k::id";

/** Constructs a chart of our own with an engine that only takes note. @returns what was registered, and the answer. */
async function construct(values: unknown): Promise<{ registered: Message[]; answer: Message }> {
  const registered: Message[] = [];
  const server = new grpc.Server();
  server.addService(ResourceMonitorService, {
    registerResource: (
      { request }: { request: Message },
      callback: (error: null, response: Message) => void,
    ) => {
      registered.push(request);
      const response = new resources.RegisterResourceResponse();
      response.setUrn(`urn:${request.getName()}`);
      response.setId(request.getCustom() ? `id of ${request.getName()}` : "");
      callback(null, response);
    },
    registerResourceOutputs: (_call: unknown, callback: (error: null, response: Message) => void) =>
      callback(null, empty()),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  try {
    const request = new provider.ConstructRequest();
    request.setType("kubernetes:helm.sh/v4:Chart");
    request.setName("lantern");
    request.setMonitorendpoint(`127.0.0.1:${port}`);
    request.getProvidersMap().set("kubernetes", kubernetes);
    request.setInputs(toStruct({ chart: "lantern", version: "0.1.0", namespace: "harbour", values }));
    const cloud = simulatedCloud({ region: "us-east-1" });
    const answer = await withCharts(ownCharts, () => constructChart(request, cloud));
    return { registered, answer };
  } finally {
    server.forceShutdown();
  }
}

describe("a chart that the simulated provider constructs", function () {
  this.timeout(30_000);

  before(function () {
    const reason = missingHelm();
    if (reason !== undefined) skip(this, reason);
  });

  it("registers its objects below it, definitions before their objects, with the chart's provider", async () => {
    const { registered, answer } = await construct({ note: "red" });
    const [chart, ...children] = registered;
    assert.equal(chart.getType(), "kubernetes:helm.sh/v4:Chart");
    assert.equal(children.length, 7);
    for (const child of children) {
      assert.deepEqual(
        [child.getParent(), child.getProvider(), child.getCustom()],
        ["urn:lantern", kubernetes, true],
      );
    }
    const named = (name: string) => children.find((child) => child.getType().endsWith(`:${name}`));
    const definition = named("CustomResourceDefinition");
    assert.equal(definition.getRetainondelete(), true);
    assert.deepEqual(named("NodeFeatureGroup").getDependenciesList(), [`urn:${definition.getName()}`]);
    const { data } = fromStruct(named("ConfigMap").getObject());
    assert.equal((data as Record<string, unknown>).note, "red");
    const { stringData } = fromStruct(named("Secret").getObject());
    assert.notDeepEqual(stringData, reveal(stringData), "the data of a secret is in the clear");
    const handed = fromStruct(answer.getState()).resources as { urn: string; id: string }[];
    assert.deepEqual(
      handed.map(({ urn, id }) => [urn, id]),
      children.map((child) => [`urn:${child.getName()}`, `id of ${child.getName()}`]),
    );
  });

  it("is alone while a value of it is not known", async () => {
    const { registered, answer } = await construct({ note: unknownValue });
    assert.equal(registered.length, 1);
    assert.deepEqual(fromStruct(answer.getState()), {});
  });
});
