import assert from "node:assert/strict";
import { unknownKeys } from "./known-keys.ts";

const text = "replicas: 1\nimage:\n  tag: a\n  # digest: sha256\nextra: {}\nnodeSelector:\n  os: linux\n";
const defaults = { replicas: 1, image: { tag: "a" }, extra: {}, nodeSelector: { os: "linux" } };

describe("the keys of chart values", () => {
  it("are known by the chart's defaults, its comments, and below empty and open maps", () => {
    const values = {
      replicas: 2,
      image: { tag: "b", digest: "c" },
      extra: { any: 1 },
      nodeSelector: { zone: "a" },
    };
    assert.deepEqual(unknownKeys(values, defaults, text), []);
  });

  it("are reported with their path where they are misspelled or of another form", () => {
    const values = { replica: 2, image: { tga: "b" }, replicas: { count: 2 } };
    assert.deepEqual(unknownKeys(values, defaults, text), [
      "replica",
      "image.tga",
      "replicas (a map where the chart has 1)",
    ]);
  });
});
