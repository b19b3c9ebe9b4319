import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { commands } from "./index.ts";

const aip = fileURLToPath(new URL("../main.ts", import.meta.url));

describe("the commands of aip", () => {
  for (const [name, { load }] of Object.entries(commands)) {
    it(`${name} is loaded by its name, and says how it is called`, async () => {
      const { usage } = await load();
      assert.ok(usage.length > 0);
      for (const form of usage) assert.equal(form.split(" ")[0], name);
    });
  }

  it("are listed, and the catalogue printed, without loading the Pulumi SDK", () => {
    // Where the SDK is loaded, the hook writes so.
    const hook = `data:text/javascript,${encodeURIComponent(
      'import { registerHooks } from "node:module"; registerHooks({ resolve(name, context, next) { if (name.startsWith("@pulumi/")) console.log("LOADED", name); return next(name, context); } });',
    )}`;
    const run = (...args: string[]) =>
      execFileSync(process.execPath, ["--import", hook, aip, ...args], { encoding: "utf8" });
    assert.doesNotMatch(run("--help"), /LOADED/);
    assert.doesNotMatch(run("policy", "list"), /LOADED/);
    assert.match(run("plan", "--help"), /LOADED @pulumi\/pulumi/);
  });
});
