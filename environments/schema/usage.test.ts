import assert from "node:assert/strict";
import { usageDefaults } from "@aip/pricing/usage/usage.ts";
import { usage } from "./usage.ts";

describe("usage of an environment", () => {
  it("left out is that of the price model, key by key", () => {
    assert.deepEqual(usage.parse({}), usageDefaults);
  });

  it("refuses an unknown key, a share above 1 and a negative amount, all at once", () => {
    const { error } = usage.safeParse({ natGb: 1, spotDiscount: 1.5, logGB: -1 });
    assert.deepEqual(error?.issues.map(({ code, path }) => [code, path.join(".")]).toSorted(), [
      ["too_big", "spotDiscount"],
      ["too_small", "logGB"],
      ["unrecognized_keys", ""],
    ]);
  });
});
