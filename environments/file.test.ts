import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironmentFile } from "./file.ts";
import { InvalidEnvironment } from "./invalid-environment.ts";
import { folder } from "./names.ts";

describe("an environment file", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "aip-environments-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const path = (name: string): string => join(directory, `Pulumi.${name}.yaml`);
  const write = (name: string, content: string | Buffer): void => writeFileSync(path(name), content);
  const problemsOf = (name: string): readonly string[] => {
    try {
      readEnvironmentFile(name, directory);
      return [];
    } catch (error) {
      assert.ok(error instanceof InvalidEnvironment, String(error));
      return error.problems;
    }
  };
  const prod = readFileSync(join(folder, "Pulumi.prod.yaml"), "utf8");

  it("that does not exist is refused with those that do, and the nearest", () => {
    write("prod", prod);
    assert.deepEqual(problemsOf("prdo"), ["no such file; there are: prod; did you mean prod?"]);
  });

  it("that is a folder, or no UTF-8, says so", () => {
    mkdirSync(path("folder"));
    assert.deepEqual(problemsOf("folder"), ["it is a folder, not a file"]);
    write("wide", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(prod, "utf16le")]));
    assert.deepEqual(problemsOf("wide"), ["it is UTF-16; save it as UTF-8"]);
    write("latin", Buffer.from("config: # \xe9\n", "latin1"));
    assert.deepEqual(problemsOf("latin"), ["it is not UTF-8; save it as UTF-8"]);
    write("short", Buffer.from([0xff]));
    assert.deepEqual(problemsOf("short"), ["it is not UTF-8; save it as UTF-8"]);
  });

  it("that begins with a byte order mark of UTF-8 is read", () => {
    write("marked", `\ufeff${prod}`);
    assert.equal(readEnvironmentFile("marked", directory).environment.region, "us-east-1");
  });

  it("that is not YAML says where", () => {
    write("tab", "config:\n\tplatform:region: us-east-1\n");
    assert.deepEqual(problemsOf("tab"), [
      "line 2, column 1: a tab, which YAML does not take as indentation; use spaces",
    ]);
    write("open", 'config:\n  platform:region: "us-east-1\n');
    assert.match(problemsOf("open").join("\n"), /^line \d+, column \d+: this is not YAML: /);
  });

  it("with a key twice has that and its other mistakes named", () => {
    const text = prod.replace("platform:domain:", "platform:region: us-east-1\n  platform:doman:");
    write("twice", text);
    const line = text.split("\n").findIndex((one) => one.includes("platform:doman:")) + 1;
    assert.deepEqual(
      problemsOf("twice").map((line) => line.replace(/allowed: .*; did/, "allowed: …; did")),
      [
        `line ${line - 1}, column 3: this key is here a second time; leave one of them`,
        `line ${line}, column 3: platform:doman: found a key that does not exist; allowed: …; did you mean domain?`,
      ],
    );
  });

  it("without a mapping under config says so", () => {
    for (const [content, expected] of [
      ["", /^config: found nothing; allowed: a mapping of keys$/],
      ["- 1\n", /^config: found nothing/],
      ["config: [1]\n", /^line 1, column 1: config: found \[1\]; allowed: a mapping of keys$/],
    ] as const) {
      write("bare", content);
      const problems = problemsOf("bare");
      assert.equal(problems.length, 1, problems.join("\n"));
      assert.match(problems[0] ?? "", expected);
    }
  });

  it("with a key of another namespace is refused, with the key of ours that was meant", () => {
    write("foreign", `${prod}  aws:regoin: us-east-1\n`);
    assert.match(
      problemsOf("foreign").join("\n"),
      /aws:regoin: found a key of another program; .*platform:region\?$/,
    );
  });

  it("names the line and column of a value in a list, in flow style and behind an alias", () => {
    const text = prod
      .replace("instanceTypes: [m7i.large]", "instanceTypes: [m7i.large, m7i.lrage]")
      .replace("Owner: ml-platform", "Owner: &owner 5")
      .replace("CostCenter: ai-prod", "CostCenter: *owner");
    write("lines", text);
    const lines = text.split("\n");
    const at = (part: string) => {
      const line = lines.findIndex((candidate) => candidate.includes(part));
      return `line ${line + 1}, column ${(lines[line] ?? "").indexOf(part) + 1}`;
    };
    assert.deepEqual(
      problemsOf("lines").map((problem) => problem.slice(0, problem.indexOf(": found"))),
      [
        `${at("Owner:")}: platform:tags.Owner`,
        `${at("CostCenter:")}: platform:tags.CostCenter`,
        `${at("m7i.lrage")}: platform:cluster.nodePools.system.instanceTypes[1]`,
      ],
    );
  });

  describe("with the range of another one", () => {
    const account = (id: string) => prod.replace("config:\n", `config:\n  platform:accountId: "${id}"\n`);

    it("is refused with both names, in one account and where either names none", () => {
      write("one", account("111111111111"));
      write("other", account("111111111111"));
      write("open", prod.replace("10.30.0.0/16", "10.30.128.0/17"));
      assert.deepEqual(
        problemsOf("one").map((line) => /overlap (\S+) of (\S+),/.exec(line)?.slice(1)),
        [
          ["10.30.128.0/17", "Pulumi.open.yaml"],
          ["10.30.0.0/16", "Pulumi.other.yaml"],
        ],
      );
      assert.match(
        problemsOf("one")[0] ?? "",
        /^line \d+, column 5: platform:network\.vpcCidr: found "10\.30/,
      );
    });

    it("is right in another account, with a range beside it, and where the other file cannot be read", () => {
      write("one", account("111111111111"));
      write("other", account("222222222222"));
      write("beside", prod.replace("10.30.0.0/16", "10.31.0.0/16"));
      write("broken", "config: [");
      assert.deepEqual(problemsOf("one"), []);
    });
  });
});
