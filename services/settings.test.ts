import assert from "node:assert/strict";
import { mlflow } from "./mlflow.ts";
import { settingsOf, writeOutServices } from "./settings.ts";

const written = (values: Record<string, unknown>) =>
  writeOutServices(values) as Record<string, Record<string, unknown>>;

describe("the settings of services", () => {
  it("take true and false for a mapping that says only that", () => {
    const { mlServices } = written({ profile: "production", mlServices: { mlflow: false, feast: true } });
    assert.deepEqual(mlServices?.mlflow, { enabled: false });
    assert.deepEqual(mlServices?.feast, { enabled: true });
  });

  it("are those of the profile where the file says nothing, and the file's where it does", () => {
    const { mlServices } = written({ profile: "development", mlServices: { mlflow: { cpu: "2" } } });
    assert.deepEqual(mlServices?.mlflow, { replicas: 1, cpu: "2", memory: "1536Mi" });
    const { mlServices: staging } = written({ profile: "staging" });
    assert.deepEqual(staging?.mlflow, {});
  });

  it("leave what is no mapping to the schema, which refuses it", () => {
    assert.equal(written({ mlServices: "none" }).mlServices, "none");
    assert.deepEqual(written({ mlServices: { mlflow: [] } }).mlServices?.mlflow, []);
  });

  it("are read by the declaration alone", () => {
    const environment = {
      clusterServices: {},
      security: {},
      observability: {},
      mlServices: { mlflow: { enabled: true, replicas: 4 } },
    };
    assert.equal(settingsOf(mlflow, environment).replicas, 4);
  });
});
