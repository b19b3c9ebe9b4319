import assert from "node:assert/strict";
import { environmentNames, InvalidEnvironment, parseEnvironment, readEnvironmentFile } from "./index.ts";

const valid = {
  domain: "example.com",
  profile: "production",
  tags: { Owner: "team", CostCenter: "1", DataClassification: "internal" },
  budget: { monthlyUsd: 100 },
  network: { vpcCidr: "10.0.0.0/16" },
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

  it("tells mistakes across keys beside those of single keys, and each only once", () => {
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
