import assert from "node:assert/strict";
import { quantity } from "./quantity.ts";

describe("a Kubernetes quantity", () => {
  for (const [text, value] of [
    ["500m", 0.5],
    ["2", 2],
    ["1.5", 1.5],
    [".5", 0.5],
    ["128Mi", 134_217_728],
    ["1k", 1000],
    ["450G", 450e9],
    ["12e6", 12e6],
    ["1E3", 1000],
    ["1E", 1e18],
    ["1000u", 0.001],
  ] as const) {
    it(`${text} is ${value}`, () => assert.equal(quantity(text), value));
  }

  for (const text of ["", "1GB", "Mi", "1 Gi", "one", "1K", "-1"]) {
    it(`"${text}" is none`, () => assert.equal(quantity(text), undefined));
  }
});
