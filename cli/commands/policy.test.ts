import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const aip = fileURLToPath(new URL("../main.ts", import.meta.url));

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

function run(...args: string[]): { code: number; output: string; errors: string } {
  try {
    const output = execFileSync(process.execPath, [aip, "policy", ...args], {
      encoding: "utf8",
      stdio: "pipe",
    });
    return { code: 0, output, errors: "" };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { code: status, output: stdout, errors: stderr };
  }
}

describe("aip policy check", () => {
  const folder = mkdtempSync(join(tmpdir(), "aip-policy-"));
  const bad = join(folder, "bad.json");
  before(() => writeFileSync(bad, JSON.stringify(state(false))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("finds the unencrypted volume in a state of another repository, in every format", () => {
    for (const format of ["table", "json", "junit", "sarif"]) {
      const { code, output } = run("check", bad, "--format", format);
      assert.equal(code, 1, format);
      assert.match(output, /ebs-volume-encrypted/, format);
    }
  });

  it("writes the violations of the plan file as JSON", () => {
    const { violations } = JSON.parse(run("check", bad, "--format", "json").output) as {
      violations: { policy: string; waiver: null }[];
    };
    assert.ok(violations.some(({ policy, waiver }) => policy === "ebs-volume-encrypted" && waiver === null));
  });

  it("says what is wrong with a file, a format and a profile", () => {
    const text = join(folder, "text.json");
    writeFileSync(text, "not json");
    assert.deepEqual(
      [run("check", text), run("check", bad, "--format", "xml"), run("check", bad, "--profile", "test")].map(
        ({ code, errors }) => [
          code,
          /expected the output of|allowed: table, json|allowed: development/.test(errors),
        ],
      ),
      [
        [2, true],
        [2, true],
        [2, true],
      ],
    );
  });
});
