import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startAip } from "../tests/support/aip.ts";

const sh = promisify(execFile);

describe("a reader that has seen enough", function () {
  this.timeout(600_000);

  it("is no mistake of a command that has not written yet", async () => {
    const { child, ended } = startAip(["policy", "list"]);
    child.stdout?.destroy();
    const { code, errors } = await ended;
    assert.equal(code, 0, errors);
    assert.equal(errors, "");
  });

  it("does not change the exit code of one that found something", async () => {
    const { child, ended } = startAip(["plan", "nowhere"]);
    child.stderr?.destroy();
    assert.equal((await ended).code, 2);
  });

  it("ends aip plan dev | head with exit code 0 and without a word, every time", async () => {
    const folder = mkdtempSync(join(tmpdir(), "aip-pipes-"));
    try {
      const main = new URL("main.ts", import.meta.url).pathname;
      const piped = (run: number) =>
        sh("bash", [
          "-c",
          'set -o pipefail; "$0" "$1" plan dev --html "$2" | head -n 1',
          process.execPath,
          main,
          join(folder, `${run}.html`),
        ]);
      const runs = Array.from({ length: 20 }, (_, run) => run);
      while (runs.length > 0) {
        for (const { stdout, stderr } of await Promise.all(runs.splice(0, 4).map(piped))) {
          assert.match(stdout, /^Plan of dev in [a-z0-9-]+\n$/);
          assert.equal(stderr, "");
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
