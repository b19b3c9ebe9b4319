import assert from "node:assert/strict";
import { catalogueProject, layerNames } from "@aip/contracts";
import { readEnvironmentFile } from "@aip/environments";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { StackOutputs } from "@aip/sandbox/plan/monitor.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";
import catalogue from "../index.ts";
import { upstream } from "./support/upstream.ts";

const run = (environment: string, stacks: StackOutputs) =>
  runProgram({
    project: catalogueProject,
    stack: environment,
    config: readEnvironmentFile(environment).config,
    program: catalogue,
    cloud: simulatedCloud({ region: "us-east-1" }),
    stacks,
  });

describe("the catalogue", () => {
  it("exports the addresses people use, with the environment's name in all but production", async () => {
    const addresses = async (environment: string) => (await run(environment, upstream(environment))).outputs;
    assert.deepEqual(await addresses("dev"), {
      mlflowUrl: "http://localhost:5000",
      feastUrl: "http://localhost:6565",
      airflowUrl: "http://localhost:8080",
      apiUrl: "http://localhost:8000",
      grafanaUrl: "http://localhost:3000",
      kibanaUrl: "http://localhost:5601",
      vaultUrl: "http://localhost:8200",
      otelUrl: "http://localhost:4318",
    });
    assert.equal((await addresses("staging")).mlflowUrl, "https://mlflow-staging.aiapp.com");
    assert.equal((await addresses("prod")).vaultUrl, "https://vault.aiapp.com");
  });

  it("owns nothing and reads every layer", async () => {
    const { resources } = await run("prod", upstream("prod"));
    assert.deepEqual(
      resources.map(({ type }) => type).filter((type) => type !== "pulumi:pulumi:Stack"),
      [],
    );
    for (const layer of layerNames) {
      const stacks = new Map(upstream("prod"));
      stacks.set(`organization/${layer}/prod`, { outputs: {}, secrets: [] });
      await assert.rejects(
        run("prod", stacks),
        (error: Error) =>
          error.message.includes(`cannot read layer ${layer} of stack prod`) &&
          error.message.includes(`aip up prod --layer ${layer}`),
      );
    }
  });
});
