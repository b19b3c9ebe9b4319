import assert from "node:assert/strict";
import { crossChecks } from "./cross-checks.ts";
import { readEnvironmentFile } from "./file.ts";
import type { Environment } from "./schema/index.ts";

/** Production as its file has it, with changes to the data and the security layer. */
function production(change: (environment: Environment) => void): string[] {
  const environment = structuredClone(readEnvironmentFile("prod").environment);
  change(environment);
  return crossChecks(environment);
}

describe("the rules over several keys", () => {
  it("let production have its database over two zones, protected, and Vault with a quorum", () => {
    assert.deepEqual(
      production(() => {}),
      [],
    );
  });

  it("tell everything that production must not lower, with its path", () => {
    const problems = production(({ data, security }) => {
      data.deletionProtection = false;
      data.database.multiAz = false;
      data.featureStore.replicas = 0;
      security.vault = { ...security.vault, replicas: 1 };
    });
    assert.deepEqual(problems.map((problem) => problem.split(":")[1]?.split(" ")[0]).sort(), [
      "data.database.multiAz",
      "data.deletionProtection",
      "data.featureStore.replicas",
      "security.vault.replicas",
    ]);
  });

  it("ask for no replica of an online store that has none", () => {
    const problems = production(({ data }) => {
      data.featureStore = { ...data.featureStore, onlineStore: "dynamodb", replicas: 0 };
    });
    assert.deepEqual(problems, []);
  });

  it("refuse storage that could not grow", () => {
    const problems = production(({ data }) => {
      data.database.maxStorageGiB = data.database.storageGiB;
    });
    assert.match(problems.join(), /platform:data\.database\.maxStorageGiB: expected more than storageGiB/);
  });
});
