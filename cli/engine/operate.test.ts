import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { UsageError } from "../command.ts";
import { findPulumi } from "./cli.ts";
import { up } from "./operate.ts";
import { chosenProjects } from "./projects.ts";
import { Sandbox } from "./sandbox.ts";

describe("running on the engine", () => {
  it("refuses to touch AWS, and says what does", async () => {
    await assert.rejects(up("dev", { sandbox: false, yes: true }), (error: Error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, /--sandbox only.*pulumi up -s <environment>/);
      return true;
    });
  });

  it("writes nothing for an environment that does not exist", async () => {
    const directory = join(mkdtempSync(join(tmpdir(), "aip-none-")), "sandbox");
    await assert.rejects(up("nowhere", { sandbox: true, yes: true, directory }), /no such file/);
    assert.equal(existsSync(directory), false);
    rmSync(join(directory, ".."), { recursive: true });
  });

  it("names the file of a stack that is damaged, and says what to do", () => {
    const directory = mkdtempSync(join(tmpdir(), "aip-damaged-"));
    const folder = join(directory, "bin");
    const path = process.env.PATH;
    try {
      mkdirSync(folder);
      writeFileSync(join(folder, "pulumi"), "#!/bin/sh\n", { mode: 0o755 });
      process.env.PATH = [folder, path].join(delimiter);
      const sandbox = new Sandbox("dev", { directory });
      const file = sandbox.stackFile({ name: "network" });
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, '{"checkpoint": ');
      assert.throws(
        () => sandbox.resources({ name: "network" }),
        (error: Error) => {
          assert.ok(error instanceof UsageError);
          assert.ok(error.message.startsWith(`${file} is no state of a stack (`), error.message);
          assert.match(error.message, /dev\.json\.bak\)/);
          return true;
        },
      );
    } finally {
      process.env.PATH = path;
      rmSync(directory, { recursive: true });
    }
  });

  it("looks for the CLI on PATH first", () => {
    assert.equal(findPulumi("/nonexistent"), findPulumi(""));
  });

  it("keeps the order of the layers whatever the order they are asked in, and refuses unknown ones", () => {
    assert.deepEqual(
      chosenProjects(["data", "network"]).map(({ name }) => name),
      ["network", "data"],
    );
    assert.throws(() => chosenProjects(["databases"]), /no layer databases; there are network, cluster/);
  });
});
