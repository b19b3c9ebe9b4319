import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const launcher = fileURLToPath(new URL("aip.js", import.meta.url));

/** Runs the launcher with a Node that cannot run TypeScript. */
const run = (file: string, ...args: string[]) =>
  spawnSync(process.execPath, ["--no-strip-types", file, ...args], { encoding: "utf8" });

describe("aip on a Node that cannot run TypeScript", () => {
  it("hands over to the Node that is installed with the packages, with its arguments and exit code", () => {
    const good = run(launcher, "contracts", "--help");
    assert.equal(good.status, 0, good.stderr);
    assert.match(good.stdout, /^Usage: aip contracts/);
    const bad = run(launcher, "plan", "nowhere");
    assert.equal(bad.status, 2);
    assert.match(bad.stderr, /^aip plan: environment: found nowhere/);
  });

  it("passes on a request to end, and ends as it does", async () => {
    const folder = mkdtempSync(join(tmpdir(), "aip-launcher-"));
    try {
      const child = spawn(
        process.execPath,
        ["--no-strip-types", launcher, "plan", "dev", "--against", "HEAD"],
        { env: { ...process.env, TMPDIR: folder }, stdio: "ignore" },
      );
      const left = () => readdirSync(folder).filter((name) => name.startsWith("aip-base-"));
      while (left().length === 0 && child.exitCode === null) await sleep(10);
      child.kill("SIGTERM");
      assert.equal(await new Promise((resolve) => child.on("close", resolve)), 143);
      assert.deepEqual(left(), []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("says what to do where there is no other", () => {
    const folder = mkdtempSync(join(tmpdir(), "aip-launcher-"));
    try {
      mkdirSync(join(folder, "cli"));
      const copy = join(folder, "cli", "aip.mjs");
      copyFileSync(launcher, copy);
      const { status, stderr } = run(copy, "plan", "dev");
      assert.equal(status, 2);
      assert.match(
        stderr,
        /^aip: found Node v.*, which cannot run TypeScript, and no other; install the packages/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
