import assert from "node:assert/strict";
import { runAip } from "../../tests/support/aip.ts";

describe("aip prove", () => {
  it("explains a journey step by step", async () => {
    const { code, output, errors } = await runAip("prove", "dev", "other-team");
    // Dev has one team: there is no other.
    assert.equal(code, 2, output);
    assert.match(
      errors,
      /journey: other-team is none of dev, where what it needs is off; allowed: sign-in, /,
    );
    const found = await runAip("prove", "dev", "team-data");
    assert.match(found.output, /^(held|undecided) A team's pod reads curated data/);
    assert.match(found.output, / 1\. held +Team research reads curated data\n +\S/);
    assert.equal(found.code, 0, found.errors);
  });

  it("knows no other journey, and says which is near", async () => {
    const { code, errors } = await runAip("prove", "dev", "team-dat");
    assert.equal(code, 2);
    assert.match(errors, /journey: found team-dat; allowed: .*; did you mean team-data\?/);
  });
});
