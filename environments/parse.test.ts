import assert from "node:assert/strict";
import { environmentNames, InvalidEnvironment, parseEnvironment, readEnvironmentFile } from "./index.ts";

const valid = {
  domain: "example.com",
  profile: "production",
  tags: { Owner: "team", CostCenter: "1", DataClassification: "internal" },
  budget: { monthlyUsd: 100 },
  network: { vpcCidr: "10.0.0.0/16" },
  observability: { alerts: { emails: ["on-call@example.com"] } },
};

const x = { kind: "karpenter", purpose: "general", instanceTypes: ["m7i.large"], limits: { cpu: "8" } };
const pools = {
  system: { kind: "managed", purpose: "system", instanceTypes: ["m7i.large"], min: 3, max: 3 },
};

const problemsOf = (values: Record<string, unknown>): readonly string[] => {
  try {
    parseEnvironment("prod", values);
    return [];
  } catch (error) {
    assert.ok(error instanceof InvalidEnvironment);
    return error.problems;
  }
};

describe("an environment file", () => {
  for (const name of environmentNames()) {
    it(`of ${name} is right`, () => {
      assert.equal(readEnvironmentFile(name).environment.name, name);
    });
  }

  it("gets defaults for what it does not say", () => {
    assert.equal(parseEnvironment("prod", valid).region, "us-east-1");
  });

  it("names a mirror of images as images are named", () => {
    for (const imageMirror of ["mirror.example.com", "10.0.0.7:5000/images/all"]) {
      assert.deepEqual(problemsOf({ ...valid, imageMirror }), []);
    }
    for (const imageMirror of ["oci://mirror.example.com", "mirror.example.com/", "mirror.example.com//a"]) {
      assert.match(problemsOf({ ...valid, imageMirror }).join(), /imageMirror/);
    }
  });

  it("with many mistakes gives one error that lists each with its path", () => {
    const { budget: _, ...rest } = valid;
    const problems = problemsOf({
      ...rest,
      domian: "x",
      region: 7,
      network: { vpcCidr: "10.0.0.0", zones: 1, nats: "single" },
    });
    const expected = [
      /region.*found 7/,
      /budget.*found nothing/,
      /network\.vpcCidr/,
      /network\.zones.*found 1/,
      /nats/,
      /domian/,
    ];
    for (const pattern of expected) {
      assert.ok(
        problems.some((problem) => pattern.test(problem)),
        `${pattern} in\n${problems.join("\n")}`,
      );
    }
  });

  it("reports mistakes across keys beside those of single keys, and each only once", () => {
    const { budget: _, ...rest } = valid;
    const problems = problemsOf({
      ...rest,
      domian: "x",
      access: 5,
      network: { vpcCidr: "10.0.0.0/26", zones: 1 },
      data: { deletionProtection: false },
    });
    const paths = problems.map((problem) => problem.slice(0, problem.indexOf(": "))).sort();
    assert.deepEqual(paths, [
      "platform:access",
      "platform:budget",
      "platform:data.deletionProtection",
      "platform:domian",
      "platform:network.vpcCidr",
      "platform:network.zones",
    ]);
  });

  it("may not be production in fewer than three zones or behind one NAT gateway", () => {
    const problems = problemsOf({ ...valid, network: { vpcCidr: "10.0.0.0/16", zones: 2, nat: "single" } });
    assert.ok(problems.some((problem) => /network\.zones: .*found 2/.test(problem)));
    assert.ok(problems.some((problem) => /network\.nat: .*found "single"/.test(problem)));
  });
});

describe("a mistake in an environment file", () => {
  const only = (values: Record<string, unknown>): string => {
    const problems = problemsOf({ ...valid, ...values });
    assert.equal(problems.length, 1, problems.join("\n"));
    return problems[0] ?? "";
  };

  const said: [string, Record<string, unknown>, RegExp][] = [
    [
      "a mistyped section",
      { netwrk: {} },
      /^platform:netwrk: found a key that does not exist; allowed: access, /,
    ],
    ["a number for a text", { domain: 5 }, /domain: found 5; allowed: a text, so in quotes: "5"/],
    [
      "a text for a mapping",
      { network: "10.0.0.0/16" },
      /network: found "10.0.0.0\/16"; allowed: a mapping of keys/,
    ],
    [
      "a fraction for a whole number",
      { security: { vault: { storageGiB: 1.5 } } },
      /allowed: a whole number$/,
    ],
    ["a text for a list", { cluster: { publicAccessCidrs: "no" } }, /found "no"; allowed: a list/],
    ["a list for a truth value", { cluster: { autoMode: [] } }, /found \[\]; allowed: true or false/],
    [
      "a retention that CloudWatch Logs does not have",
      { cluster: { logRetentionDays: 91 } },
      /found 91; allowed: one of 1, 3, .*, 3653 days$/,
    ],
    [
      "the same of the audit trail",
      { security: { cloudTrail: { logRetentionDays: 91 } } },
      /cloudTrail\.logRetentionDays: found 91; allowed: one of 1, 3, /,
    ],
    [
      "an address above 255",
      { cluster: { publicAccessCidrs: ["10.0.0.300/32"] }, profile: "staging" },
      /an IPv4 block/,
    ],
    ["no memory", { teams: { a: { quota: { memory: "0Gi" } } } }, /at least 1Mi/],
    ["a team's name", { teams: { A: {} } }, /teams\.A: found "A"; allowed: at most 30 lower-case letters/],
    [
      "a disk that is too small",
      { cluster: { nodePools: { ...pools, x: { ...x, diskGiB: 1 } } } },
      /20 to 16384 GiB/,
    ],
    [
      "a region that does not exist",
      { region: "us-east-3" },
      /a region of AWS such as us-east-1; did you mean us-east-[12]\?/,
    ],
  ];
  for (const [what, values, expected] of said) {
    it(`is one sentence: ${what}`, () => assert.match(only(values), expected));
  }

  it("under a mistaken name is named beside that of the name", () => {
    const problems = problemsOf({ ...valid, teams: { Research: { quota: { cpu: "lots" }, wieght: 2 } } });
    assert.deepEqual(problems.map((line) => line.split(": ")[0]).toSorted(), [
      "platform:teams.Research",
      "platform:teams.Research.quota.cpu",
      "platform:teams.Research.wieght",
    ]);
  });

  it("does not keep the rules from being asked about the rest", () => {
    const problems = problemsOf({
      ...valid,
      cluster: { kubernetesVersion: "1.2", access: { viewers: { role: "viewers", policy: "view" } } },
      data: { images: 5, database: { storageGiB: 10, maxStorageGiB: 70000 } },
      mlServices: { inference: { minReplicas: 4, maxReplicas: 2 }, mlflow: 5 },
    });
    assert.deepEqual(problems.map((line) => line.split(": ")[0]).toSorted(), [
      "platform:cluster.access",
      "platform:cluster.kubernetesVersion",
      "platform:data.database.maxStorageGiB",
      "platform:data.database.storageGiB",
      "platform:data.images",
      "platform:mlServices.inference.maxReplicas",
      "platform:mlServices.mlflow",
    ]);
  });

  it("that is everything has each required key named", () => {
    const problems = problemsOf({});
    assert.deepEqual(problems.map((line) => line.split(": ")[0]).toSorted(), [
      "platform:budget",
      "platform:domain",
      "platform:network",
      "platform:profile",
      "platform:tags",
    ]);
  });
});
