import assert from "node:assert/strict";
import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { DependencyResource } from "@pulumi/pulumi/resource.js";
import { objectsOf } from "./chart.ts";

const promised = <T>(output: pulumi.Output<T>): Promise<T> =>
  (output as unknown as { promise(): Promise<T> }).promise();

describe("what depends on the objects of a chart", () => {
  const chartOf = (resources: unknown) => ({ resources }) as unknown as kubernetes.helm.v4.Chart;

  // Proves that the removal of the chart's deployment waits, not only that of the chart around it.
  it("waits for each object, and for the chart", async () => {
    const deployment = new DependencyResource(
      "urn:pulumi:dev::cluster::kubernetes:apps/v1:Deployment::controller",
    );
    const chart = chartOf(pulumi.output([deployment]));
    assert.deepEqual(await promised(objectsOf(chart)), [chart, deployment]);
  });

  // The SDK hands over what it has no class for as an id, and refuses a dependency on it.
  it("leaves out custom resources", async () => {
    const chart = chartOf(pulumi.output(["karpenter/default"]));
    assert.deepEqual(await promised(objectsOf(chart)), [chart]);
  });

  it("waits for the chart alone while its objects are not known", async () => {
    const chart = chartOf(undefined);
    assert.deepEqual(await promised(objectsOf(chart)), [chart]);
  });
});
