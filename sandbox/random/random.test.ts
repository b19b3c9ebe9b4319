import assert from "node:assert/strict";
import fc from "fast-check";
import { simulatedCloud } from "../cloud.ts";

const type = "random:index/randomPassword:RandomPassword";
const create = (name: string, inputs: Record<string, unknown>) =>
  simulatedCloud({ region: "us-east-1" }).create(`urn:pulumi:t::t::${type}::${name}`, type, inputs).outputs;

describe("the simulated random provider", () => {
  it("gives a text of the asked length and classes, the same for the same resource", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (length) => {
        const inputs = { length, special: false, upper: false };
        const { result } = create("a", inputs);
        assert.match(String(result), new RegExp(`^[a-z0-9]{${length}}$`));
        assert.equal(create("a", inputs).result, result);
      }),
      { numRuns: 50 },
    );
    assert.notEqual(create("a", { length: 16 }).result, create("b", { length: 16 }).result);
  });

  it("refuses a length that is none", () => {
    assert.throws(() => create("a", { length: 0 }), /a whole number of at least 1/);
    assert.throws(() => create("a", {}), /length/);
  });
});
