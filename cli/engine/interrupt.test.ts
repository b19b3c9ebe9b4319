import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { skip } from "../../tests/support/skip.ts";

/** Brings an environment up in a folder of its own; the path of the modules and the folder are its arguments. */
const program = `
  const [operate, directory] = process.argv.slice(1);
  const { up } = await import(operate);
  process.exitCode = (await up("dev", { sandbox: true, yes: true, directory })).code;
`;

/** A Pulumi that works for ten seconds, a second and a half once it is interrupted, and no more once it is again. */
const pulumi = `#!/bin/sh
case "$1" in stack) exit 0;; esac
trap 'echo interrupted >> "$0.calls"' INT
echo "start $1" >> "$0.calls"
interrupts() { grep -c interrupted "$0.calls"; }
left=100
while [ $left -gt 0 ] && [ "$(interrupts)" -lt 2 ]; do
  sleep 0.1
  left=$((left - 1))
  [ "$(interrupts)" -gt 0 ] && [ $left -gt 15 ] && left=15
done
echo '{"sequence":1,"timestamp":1,"summaryEvent":{"resourceChanges":{"create":3}}}'
[ "$(interrupts)" -eq 0 ] || exit 255
`;

describe("an interrupt while the engine runs", function () {
  this.timeout(120_000);
  let folder: string;
  const calls = () =>
    existsSync(join(folder, "pulumi.calls"))
      ? readFileSync(join(folder, "pulumi.calls"), "utf8").trim().split("\n")
      : [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "aip-interrupt-"));
    writeFileSync(join(folder, "pulumi"), pulumi, { mode: 0o755 });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Sends each interrupt as a terminal does, to the whole group, once the one before has arrived. */
  async function interruptedUp(signals: readonly NodeJS.Signals[]) {
    const operate = fileURLToPath(new URL("operate.ts", import.meta.url));
    const child = spawn(
      process.execPath,
      ["--input-type=module", "-e", program, operate, join(folder, "sandbox")],
      {
        env: { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) },
        stdio: ["ignore", "pipe", "pipe"],
        detached: true,
      },
    );
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (more: string) => {
        text += more;
      });
    }
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    for (const [index, signal] of signals.entries()) {
      while (calls().length <= index && child.exitCode === null) await sleep(20);
      assert.equal(child.exitCode, null, `aip ended: ${text}`);
      process.kill(-(child.pid ?? 0), signal);
    }
    return { code: await ended, text };
  }

  it("reaches Pulumi once, is waited for, and keeps the layers after it from being begun", async () => {
    const { code, text } = await interruptedUp(["SIGINT"]);
    assert.equal(code, 130, text);
    assert.deepEqual(calls(), ["start up", "interrupted"]);
    assert.match(text, /SIGINT: Pulumi finishes what it has begun, and ends; wait for it\./);
    assert.match(text, /^network +3 /m, "what was done is shown");
    assert.match(text, /Not reached: cluster, .*ai-platform/);
  });

  it("reaches it again when it comes again", async () => {
    const { code, text } = await interruptedUp(["SIGINT", "SIGINT"]);
    assert.equal(code, 130, text);
    assert.deepEqual(calls(), ["start up", "interrupted", "interrupted"]);
    assert.match(text, /SIGINT again: Pulumi is asked to stop at once\./);
  });

  it("may be a request to end, which reaches Pulumi as an interrupt", async () => {
    const { code, text } = await interruptedUp(["SIGTERM"]);
    assert.equal(code, 143, text);
    assert.deepEqual(calls(), ["start up", "interrupted"]);
  });
});

describe("the question before a change", function () {
  this.timeout(60_000);

  for (const [key, name, status, said] of [
    ["\u0003", "an interrupt", 130, /stopped; nothing was changed/],
    ["\u0004", "the end of the input", 2, /stopped; nothing was changed/],
    ["n\r", "no", 2, /stopped; nothing was changed/],
  ] as const) {
    it(`takes ${name} for an answer`, async function () {
      if (spawnSync("script", ["--version"]).status !== 0) {
        skip(this, "the question at a terminal: there is no script(1) of util-linux");
      }
      const folder = mkdtempSync(join(tmpdir(), "aip-question-"));
      writeFileSync(join(folder, "pulumi"), "#!/bin/sh\n", { mode: 0o755 });
      const main = fileURLToPath(new URL("../main.ts", import.meta.url));
      const command = `'${process.execPath}' '${main}' destroy dev --sandbox`;
      const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
        env: { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) },
      });
      let text = "";
      let asked = false;
      child.stdout.setEncoding("utf8").on("data", (more: string) => {
        text += more;
        if (asked || !text.includes("[y/N] ")) return;
        asked = true;
        child.stdin.write(key);
      });
      const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
      rmSync(folder, { recursive: true });
      assert.ok(asked, text);
      assert.equal(code, status, text);
      assert.match(text, said);
      assert.doesNotMatch(text, /AbortError|at .*node:/);
    });
  }
});
