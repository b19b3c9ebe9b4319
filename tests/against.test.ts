import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { basePlan } from "../cli/compare/base.ts";
import type { Plan } from "../cli/plan/file.ts";
import { runAip } from "./support/aip.ts";

describe("aip plan --against", () => {
  const folder = mkdtempSync(join(tmpdir(), "aip-against-"));
  const file = (name: string) => join(folder, name);
  after(() => rmSync(folder, { recursive: true, force: true }));

  const plan = (...args: string[]) => runAip("plan", "dev", "--html", file("plan.html"), ...args);

  it("finds nothing in a plan of the same", async () => {
    assert.equal((await plan("--json", file("plan.json"))).code, 0);
    const again = await plan("--against", file("plan.json"), "--markdown", file("plan.md"));
    assert.equal(again.code, 0);
    assert.match(again.output, /What changes in dev: Nothing changes\./);
    assert.match(readFileSync(file("plan.md"), "utf8"), /Nothing changes\./);
  });

  it("says first that a database is replaced, which rule that breaks, and what it costs", async () => {
    // The base as it was with another administrator and a smaller machine: the change renames the one and grows the other.
    const base = JSON.parse(readFileSync(file("plan.json"), "utf8")) as Plan;
    const database = base.layers
      .flatMap(({ resources }) => resources)
      .find(({ type }) => type === "aws:rds/instance:Instance");
    assert.ok(database);
    Object.assign(database.inputs, { username: "before" });
    Object.assign(database, { monthlyUsd: Number(database.monthlyUsd) - 10 });
    writeFileSync(file("base.json"), JSON.stringify({ ...base, monthlyUsd: base.monthlyUsd - 10 }));
    const { output } = await plan("--against", file("base.json"), "--markdown", file("lost.md"));
    assert.match(
      output,
      /DATA IS LOST[^\n]*\n {2}data \/ [^\n]* is replaced, because of username; breaks pulumi-data-kept; \+\$10\.00 a month/,
    );
    assert.match(output, /^replaced +data /m);
    assert.doesNotMatch(output, /<details>|\*\*/, "a terminal shows no Markdown");
    const [title, first] = readFileSync(file("lost.md"), "utf8").split("\n\n");
    assert.match(title ?? "", /^## Plan of dev/);
    assert.match(
      first ?? "",
      /DATA IS LOST[\s\S]*\*\*replaced\*\*, because `username` changes; breaks \*\*pulumi-data-kept\*\*; \+\$10\.00 a month/,
    );
  });

  it("plans a git revision with its own code, and changes nothing of the repository", async () => {
    const git = (...args: string[]) =>
      execFileSync("git", args, { cwd: fileURLToPath(new URL("..", import.meta.url)), encoding: "utf8" });
    const before = git("ls-files", "--stage");
    const base = await basePlan("HEAD", "dev");
    assert.equal(base.environment, "dev");
    assert.ok(base.layers.length > 6);
    assert.equal(git("ls-files", "--stage"), before);
    assert.doesNotMatch(git("worktree", "list"), /aip-base-/);
  });

  it("says what it cannot compare with, and what it can", async () => {
    const { code, errors } = await plan("--against", "no-such-thing");
    assert.equal(code, 2);
    assert.match(errors, /no-such-thing is neither a plan file nor a git revision/);
    assert.equal((await plan("--markdown", file("x.md"))).code, 2);
  });
});
