import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAip } from "../../tests/support/aip.ts";

/** A state as `pulumi stack export` writes it, of a program that is none of ours. */
const state = (encrypted: boolean) => ({
  version: 3,
  deployment: {
    resources: [
      {
        urn: "urn:pulumi:shop::web::pulumi:pulumi:Stack::web-shop",
        type: "pulumi:pulumi:Stack",
        custom: false,
      },
      {
        urn: "urn:pulumi:shop::web::pulumi:providers:aws::default",
        type: "pulumi:providers:aws",
        custom: true,
        id: "p",
        inputs: { region: "us-east-1" },
      },
      {
        urn: "urn:pulumi:shop::web::aws:ebs/volume:Volume::disk",
        type: "aws:ebs/volume:Volume",
        custom: true,
        id: "vol-1",
        parent: "urn:pulumi:shop::web::pulumi:pulumi:Stack::web-shop",
        provider: "urn:pulumi:shop::web::pulumi:providers:aws::default::p",
        inputs: { availabilityZone: "us-east-1a", size: 10, type: "gp3", encrypted },
        outputs: { availabilityZone: "us-east-1a", size: 10, type: "gp3", encrypted },
      },
    ],
  },
});

const run = (...args: string[]) => runAip("policy", ...args);

describe("aip policy check", () => {
  const folder = mkdtempSync(join(tmpdir(), "aip-policy-"));
  const bad = join(folder, "bad.json");
  before(() => writeFileSync(bad, JSON.stringify(state(false))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("finds the unencrypted volume in a state of another repository, in every format", async () => {
    for (const format of ["table", "json", "junit", "sarif"]) {
      const { code, output } = await run("check", bad, "--format", format);
      assert.equal(code, 1, format);
      assert.match(output, /ebs-volume-encrypted/, format);
    }
  });

  it("writes the violations of the plan file as JSON", async () => {
    const { violations } = JSON.parse((await run("check", bad, "--format", "json")).output) as {
      violations: { policy: string; waiver: null }[];
    };
    assert.ok(violations.some(({ policy, waiver }) => policy === "ebs-volume-encrypted" && waiver === null));
  });

  it("says what is wrong with a file, a format and a profile", async () => {
    const text = join(folder, "text.json");
    writeFileSync(text, "not json");
    for (const [args, said] of [
      [["check", text], /expected the output of/],
      [["check", bad, "--format", "xml"], /--format: found xml; allowed: table, json, junit, sarif/],
      [
        ["check", bad, "--profile", "test"],
        /--profile: found test; allowed: development, staging, production/,
      ],
      [["check", bad, "--environment", "test"], /--environment: found test; allowed: dev, prod, staging/],
      [
        ["check", bad, "--environment", "dev", "--profile", "staging"],
        /the environment file says the profile/,
      ],
    ] as const) {
      const { code, errors } = await run(...args);
      assert.equal(code, 2);
      assert.match(errors, said);
    }
  });
});
