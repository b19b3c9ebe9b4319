import assert from "node:assert/strict";
import { changedProduction as production } from "./testing/cross-problems.ts";

describe("the rules over several keys", () => {
  it("let production have its database over two zones, protected, and Vault with a quorum", () => {
    assert.deepEqual(
      production(() => {}),
      [],
    );
  });

  it("name everything that production must not lower, with its path", () => {
    const problems = production(({ data, security }) => {
      data.deletionProtection = false;
      data.database.multiAz = false;
      data.featureStore.replicas = 0;
      security.vault = { ...security.vault, replicas: 1 };
    });
    assert.deepEqual(problems.map((problem) => problem.split(":")[0]).sort(), [
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
    assert.match(
      problems.join(),
      /^data\.database\.maxStorageGiB: found 200; allowed: more than storageGiB \(200\), at most 65536 GiB/,
    );
  });

  const refused: [string, Parameters<typeof production>[0], RegExp][] = [
    [
      "a database class that RDS does not have, naming the nearest",
      ({ data }) => {
        data.database.instanceClass = "db.m6g.larg";
      },
      /^data\.database\.instanceClass: found "db.m6g.larg"; allowed: .*did you mean db\.m6g\.large\?$/,
    ],
    [
      "a size below what its family has",
      ({ data }) => {
        data.database.instanceClass = "db.m6g.micro";
      },
      /^data\.database\.instanceClass: found "db.m6g.micro"/,
    ],
    [
      "a node type that ElastiCache does not have",
      ({ data }) => {
        data.featureStore.nodeType = "cache.m6g.8large";
      },
      /^data\.featureStore\.nodeType: .*did you mean cache\.m6g\./,
    ],
    [
      "a node pool of a type that does not exist",
      ({ cluster }) => {
        Object.assign(cluster.nodePools.system ?? {}, { instanceTypes: ["m7i.lrage"] });
      },
      /^cluster\.nodePools\.system\.instanceTypes\[0\]: .*did you mean m7i\.large\?$/,
    ],
    [
      "a node pool in a zone that the network does not have",
      ({ cluster }) => {
        Object.assign(cluster.nodePools["gpu-training-efa"] ?? {}, { zones: ["us-east-1f"] });
      },
      /^cluster\.nodePools\.gpu-training-efa\.zones\[0\]: found "us-east-1f"/,
    ],
    [
      "a cluster without nodes for its controllers",
      ({ cluster }) => {
        cluster.nodePools = {};
      },
      /^cluster\.nodePools: found \[\]; allowed: at least one pool of purpose system/,
    ],
  ];
  for (const [what, change, expected] of refused) {
    it(`refuse ${what}`, () => {
      const problems = production(change);
      assert.ok(
        problems.some((problem) => expected.test(problem)),
        problems.join("\n") || "no problem was found",
      );
    });
  }

  it("ask nothing of a node type that is not used", () => {
    const problems = production(({ data }) => {
      data.featureStore = { ...data.featureStore, onlineStore: "dynamodb", nodeType: "none" };
    });
    assert.deepEqual(problems, []);
  });
});

describe("the name of an environment", () => {
  const named = (name: string, config: boolean): string[] =>
    production((environment) => {
      Object.assign(environment, { name });
      environment.security.baseline.config = config;
    });

  it("may be as long as the longest name that is derived from it allows", () => {
    assert.deepEqual(named("customer", true), []);
    assert.deepEqual(named("production", false), []);
  });

  it("that is longer is refused with that name, its length, the limit, and what is left for the environment", () => {
    assert.deepEqual(named("production", true), [
      ': found "production"; allowed: at most 8 characters: the bucket prefix ' +
        "aip-production-baseline-history-records has 39, and AWS takes 37",
    ]);
  });

  it("has the form that buckets and DNS take", () => {
    for (const name of ["Prod", "pro_d", "prod-", "1prod", "eu.prod"]) {
      assert.equal(named(name, false).length, 1, name);
    }
  });
});
