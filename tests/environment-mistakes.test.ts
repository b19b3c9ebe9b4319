import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { currentEnvironment, folder, InvalidEnvironment, readEnvironmentFile } from "@aip/environments";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import { ProgramFailed, runProgram } from "@aip/sandbox/plan/run.ts";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";

const name = "mistaken";
const path = join(folder, `Pulumi.${name}.yaml`);

/** A mistake of every section and kind, each on a line of its own: the key, and what is said of it. */
const planted: readonly [key: string, line: string, said: RegExp][] = [
  ["region", "platform:region: us-esat-1", /a region of AWS .*did you mean us-east-1\?/],
  ["domian", "platform:domian: example.com", /a key that does not exist.*did you mean domain\?/],
  ["profile", "platform:profile: prodution", /one of development, .*did you mean production\?/],
  ["tags.CostCenter", "CostCenter: 7", /found 7; allowed: a text, so in quotes: "7"/],
  ["budget.monthlyUsd", "monthlyUsd: -1", /an amount in US dollars above 0/],
  ["network.vpcCidr", "vpcCidr: 10.99.0.0/24", /the smallest that fits is \/22/],
  ["network.nats", "nats: single", /a key that does not exist; allowed: .*did you mean nat\?/],
  ["cluster.logRetentionDays", "logRetentionDays: 91", /found 91; allowed: one of 1, 3, 5/],
  [
    "cluster.nodePools.system.instanceTypes[0]",
    "m7i.lrage]",
    /an instance type of EC2.*did you mean m7i\.large\?/,
  ],
  ["cluster.nodePools.system.diskGiB", "diskGiB: 5", /20 to 16384 GiB/],
  ["clusterServices.certificates.enabled", "certificates: false", /found false; allowed: true while /],
  ["teams.research.quota.gpuBurst", "gpuBurst: 2", /at least gpu, which is 4/],
  ["security.vault.replicas", "replicas: 2", /found 2; allowed: one of 1, 3, 5;/],
  ["data.database.instanceClass", "instanceClass: db.t4g.larg", /did you mean db\.t4g\.large\?/],
  ["observability.logs.nodes", "nodes: 2", /1, or 3 and more/],
  ["mlServices.inference.maxReplicas", "maxReplicas: 2", /at least minReplicas \(4\)/],
  ["policies.enforcement.rds-backed-up", "rds-backed-up: mandatry", /did you mean mandatory\?/],
  ["usage.natGB", "natGB: -4", /0 or more/],
];

const text = `config:
  platform:region: us-esat-1
  platform:domian: example.com
  platform:profile: prodution
  platform:tags:
    Owner: nobody
    CostCenter: 7
    DataClassification: internal
  platform:budget:
    monthlyUsd: -1
  platform:network:
    vpcCidr: 10.99.0.0/24
    nats: single
  platform:cluster:
    logRetentionDays: 91
    nodePools:
      system:
        kind: managed
        purpose: system
        instanceTypes:
          [m7i.lrage]
        max: 6
        diskGiB: 5
  platform:clusterServices:
    certificates: false
    loadBalancers: true
  platform:teams:
    research:
      quota:
        gpu: 4
        gpuBurst: 2
  platform:security:
    vault:
      replicas: 2
  platform:data:
    database:
      instanceClass: db.t4g.larg
  platform:observability:
    logs:
      nodes: 2
  platform:mlServices:
    inference:
      minReplicas: 4
      maxReplicas: 2
  platform:policies:
    enforcement:
      rds-backed-up: mandatry
  platform:usage:
    natGB: -4
`;

const keyOf = (problem: string): string => /platform:([^ ]*):/.exec(problem)?.[1] ?? problem;

describe("an environment file with mistakes in every section", () => {
  before(() => writeFileSync(path, text));
  after(() => rmSync(path));

  const problems = (): readonly string[] => {
    try {
      readEnvironmentFile(name);
    } catch (error) {
      assert.ok(error instanceof InvalidEnvironment, String(error));
      return error.problems;
    }
    return assert.fail("no mistake was found");
  };

  it("has each of them named once, with its line, what is allowed, and what was meant", () => {
    const found = problems();
    assert.deepEqual(found.map(keyOf).toSorted(), planted.map(([key]) => key).toSorted());
    const lines = text.split("\n");
    for (const [key, part, said] of planted) {
      const problem = found.find((candidate) => keyOf(candidate) === key) ?? "";
      const line = 1 + lines.findIndex((candidate) => candidate.trim().endsWith(part));
      assert.match(problem, new RegExp(`^line ${line}, column \\d+: `));
      assert.match(problem, said);
    }
  });

  it("stops aip with one error and exit code 2, and nothing is written", () => {
    const folderOfFiles = mkdtempSync(join(tmpdir(), "aip-mistakes-"));
    const root = fileURLToPath(new URL("..", import.meta.url));
    const outputs = [join(folderOfFiles, "plan.json"), join(folderOfFiles, "plan.html")];
    const [json, html] = outputs as [string, string];
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ["cli/main.ts", "plan", name, "--json", json, "--html", html],
      { cwd: root, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
    );
    assert.equal(status, 2, stderr);
    assert.equal(stdout, "");
    const [title, ...entries] = stderr.trim().split("\n");
    assert.equal(title, `environments/Pulumi.${name}.yaml has ${planted.length} mistakes:`);
    assert.deepEqual(
      entries,
      problems().map((problem) => `  - ${problem}`),
    );
    assert.deepEqual(outputs.map(existsSync), [false, false]);
    rmSync(folderOfFiles, { recursive: true });
  });

  it("stops a Pulumi program with the same error, without lines, which the engine shows without a stack trace", async () => {
    const written: Record<string, unknown> = parse(text).config;
    const config = Object.fromEntries(
      Object.entries(written).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    );
    const failed = await runProgram({
      project: "network",
      stack: name,
      config,
      program: async () => ({ region: currentEnvironment().region }),
      cloud: simulatedCloud({ region: "us-east-1" }),
      stacks: new Map(),
    }).then(
      () => assert.fail("the program ran"),
      (error: unknown) => error as ProgramFailed,
    );
    assert.ok(failed instanceof ProgramFailed, String(failed));
    const [error] = failed.errors;
    assert.ok(error instanceof InvalidEnvironment, String(error));
    assert.equal(pulumi.RunError.isInstance(error), true);
    assert.deepEqual(
      error.problems.toSorted(),
      problems()
        .map((problem) => problem.replace(/^line \d+, column \d+: /, ""))
        .toSorted(),
    );
  });
});
