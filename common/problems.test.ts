import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { formatPath, formatProblem, InvalidInput, Problems } from "./problems.ts";

const thrown = (problems: Problems): Error => {
  try {
    problems.throwIfAny();
  } catch (error) {
    return error as Error;
  }
  assert.fail("nothing was thrown");
};

describe("problems with arguments", () => {
  it("throw nothing while there are none", () => {
    new Problems("Bucket lake").throwIfAny();
  });

  it("are all in one error, each with its path, what was found and what is allowed", () => {
    const problems = new Problems("Bucket lake");
    problems.add("days", 0, "1 or more");
    problems.add("transitions[1].days", undefined, "a number");
    assert.equal(
      thrown(problems).message,
      "Bucket lake is not possible:\n" +
        "  - days: found 0; allowed: 1 or more\n" +
        "  - transitions[1].days: found nothing; allowed: a number",
    );
  });

  it("are an error that the Pulumi SDK takes for one of its own without a stack trace", () => {
    const problems = new Problems("Bucket lake");
    problems.add("days", 0, "1 or more");
    const error = thrown(problems);
    assert.ok(error instanceof InvalidInput);
    assert.equal(RunError.isInstance(error), true);
    assert.equal(RunError.isInstance(new Error("another")), false);
  });

  it("of a part are collected with the whole, below the part's path", () => {
    const problems = new Problems("The file");
    problems.at("pools").at(["a.b", 2]).add("min", 1, "2");
    assert.deepEqual(problems.list, [{ path: ["pools", "a.b", 2, "min"], found: "1", allowed: "2" }]);
    assert.deepEqual(problems.list.map(formatProblem), ["pools.a.b[2].min: found 1; allowed: 2"]);
    assert.equal(formatPath([]), "");
  });

  it("are asked for by rules that run as the collection says, in its parts too", () => {
    const asked: string[] = [];
    const problems = new Problems("The file", (rule) => {
      try {
        rule();
      } catch {
        asked.push("failed");
      }
    });
    problems.at("part").rule(() => {
      throw new Error("undecided");
    });
    problems.at("part").rule(() => problems.add("x", 1, "2"));
    assert.deepEqual([asked, problems.list.length], [["failed"], 1]);
  });
});
