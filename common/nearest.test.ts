import assert from "node:assert/strict";
import { instanceTypeNames } from "@aip/facts/instance-types.ts";
import fc from "fast-check";
import { didYouMean, nearest } from "./nearest.ts";

describe("the nearest known text", () => {
  it("is the one with a letter swapped, left out, added or replaced", () => {
    const known = ["network", "cluster", "data"];
    for (const typo of ["netwrok", "netwok", "nettwork", "netwark", "Network"]) {
      assert.equal(nearest(typo, known), "network", typo);
    }
  });

  it("is none where too much would have to change", () => {
    assert.equal(nearest("observability", ["network", "data"]), undefined);
    assert.equal(nearest("xy", ["ab", "cd"]), undefined);
    assert.equal(didYouMean("xy", ["ab"]), "");
    assert.equal(didYouMean(7, ["7"]), "");
  });

  it("of a known text is that text, and of one with two letters swapped none farther than it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...instanceTypeNames), (name) => {
        assert.equal(nearest(name, instanceTypeNames), name);
      }),
      { numRuns: 50 },
    );
    assert.equal(didYouMean("m7i.lrage", instanceTypeNames), "; did you mean m7i.large?");
  });

  it("is the first of those that are equally near, whatever the case of letters", () => {
    assert.equal(nearest("abx", ["abc", "abd"]), "abc");
    assert.equal(nearest("mlflow", ["MLflow"]), "MLflow");
  });
});
