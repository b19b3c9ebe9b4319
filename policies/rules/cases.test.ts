import assert from "node:assert/strict";
import { allCases } from "../testing/all-cases.ts";
import { type Given, unknown } from "../testing/cases.ts";
import { judge } from "../testing/judge.ts";
import { allRules } from "./index.ts";

const mentionsUnknown = (given: Given): boolean => JSON.stringify(given).includes(unknown);

describe("the cases of the rules, through the SDK's own proxy", () => {
  for (const cases of allCases) {
    describe(cases.rule, () => {
      for (const [title, given] of Object.entries(cases.good)) {
        it(`accepts: ${title}`, () => {
          assert.deepEqual(judge(cases, given), { found: [], deferred: false });
        });
      }
      for (const [title, given] of Object.entries(cases.bad)) {
        it(`finds: ${title}`, () => {
          const { found } = judge(cases, given);
          assert.notEqual(found.length, 0);
          // A rule that broke down reports an object, under another name.
          assert.ok(found.every((message) => typeof message === "string"));
          if (cases.says === undefined) return;
          assert.equal(found.length, 1);
          assert.match(String(found[0]), cases.says);
        });
      }
      for (const [title, given] of Object.entries(cases.deferred ?? {})) {
        it(`waits: ${title}`, () => {
          assert.deepEqual(judge(cases, given), { found: [], deferred: true });
        });
      }
    });
  }

  it("hold a good one, a bad one and, where the rule can wait, one with unknown values for every rule", () => {
    // They look only at how many resources of a type there are.
    const neverWait = new Set(["ec2-nat-shared-in-development"]);
    const lacking = allRules.filter(({ name }) => {
      const cases = allCases.filter(({ rule }) => rule === name);
      const good = cases.flatMap((one) => Object.values(one.good));
      const bad = cases.flatMap((one) => Object.values(one.bad));
      const deferred = cases.flatMap((one) => Object.values(one.deferred ?? {}));
      const unknowns = [...good, ...bad, ...deferred].filter(mentionsUnknown);
      return good.length === 0 || bad.length === 0 || (unknowns.length === 0 && !neverWait.has(name));
    });
    assert.deepEqual(
      lacking.map(({ name }) => name),
      [],
    );
  });

  it("are of rules that there are, and more than 900", () => {
    const names = new Set(allRules.map(({ name }) => name));
    assert.deepEqual(
      allCases.filter(({ rule }) => !names.has(rule)).map(({ rule }) => rule),
      [],
    );
    const count = allCases
      .flatMap(({ good, bad, deferred }) => [good, bad, deferred ?? {}])
      .reduce((sum, group) => sum + Object.keys(group).length, 0);
    assert.ok(count > 900, `${count} cases`);
  });
});
