import assert from "node:assert/strict";
import { clusterServices } from "./cluster-services.ts";
import { teams } from "./teams.ts";

const messages = (value: unknown): string[] => {
  const result = teams.safeParse(value);
  return result.success
    ? []
    : result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
};

describe("the teams of an environment file", () => {
  it("need nothing but a name", () => {
    const { research } = teams.parse({ research: {} });
    assert.deepEqual(research?.quota, { cpu: "20", memory: "80Gi", gpu: 0, storage: "500Gi", pods: 100 });
    assert.equal(research?.priority, "normal");
    assert.deepEqual(research?.repositories, []);
  });

  it("with mistakes have each of them named, with its path", () => {
    const wrong = { research: { adminRoleArn: "leads", repositories: ["https://*"] } };
    assert.deepEqual(messages(wrong), [
      "research.adminRoleArn: expected the ARN of an IAM role",
      "research.repositories.0: expected the https address of a Git repository",
    ]);
  });
});

describe("the services of an environment file", () => {
  it("are all on by default, apart from what costs by itself or doubles an add-on", () => {
    const services = clusterServices.parse({});
    assert.deepEqual(services.storage, { shared: true, throughput: true, provisioned: false, lustre: false });
    assert.equal(services.metricsServer.enabled, false);
    assert.equal(services.backup.enabled, true);
    assert.ok(services.queues.enabled && services.loadBalancers.enabled && services.gitOps.enabled);
  });

  it("refuse a schedule that is none", () => {
    assert.equal(clusterServices.safeParse({ backup: { schedule: "daily" } }).success, false);
  });
});
