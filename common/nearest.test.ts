import assert from "node:assert/strict";
import { nearest } from "./nearest.ts";

describe("the nearest known word", () => {
  const known = ["dev", "staging", "prod", "MLflow"];

  it("is the one with a letter too many, too few, changed or swapped", () => {
    for (const [found, meant] of [
      ["prood", "prod"],
      ["prd", "prod"],
      ["pred", "prod"],
      ["rpod", "prod"],
      ["stagign", "staging"],
      ["mlflow", "MLflow"],
    ] as const) {
      assert.equal(nearest(found, known), meant, found);
    }
  });

  it("is none where every word is far", () => {
    assert.equal(nearest("production", known), undefined);
    assert.equal(nearest("x", ["ab"]), undefined);
    assert.equal(nearest("", known), undefined);
    assert.equal(nearest("prod", []), undefined);
  });

  it("is the first of those that are equally near", () => {
    assert.equal(nearest("abx", ["abc", "abd"]), "abc");
  });
});
