import assert from "node:assert/strict";
import { runAip } from "../../tests/support/aip.ts";

describe("aip cost --set", () => {
  it("shows what the change costs", async () => {
    const { code, output } = await runAip("cost", "staging", "--set", "platform:network.nat=perZone");
    assert.equal(code, 0);
    assert.match(output, /^network +\$[\d.,]+ +\$[\d.,]+ +\+\$/m);
  });

  it("blames what was set, and never the file, and plans nothing then", async () => {
    const { code, output, errors } = await runAip(
      "cost",
      "prod",
      "--set",
      "platform:network.nat=single",
      "--set",
      "network.natt=1",
    );
    assert.equal(code, 2);
    assert.equal(output, "");
    assert.match(
      errors,
      /^aip cost: with what --set says, prod is no valid environment:\n {2}- .*network\.nat/,
    );
    assert.match(errors, /network\.natt/);
    assert.doesNotMatch(errors, /Pulumi\.prod\.yaml/);
  });
});
