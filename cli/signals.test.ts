import assert from "node:assert/strict";
import { globSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startAip } from "../tests/support/aip.ts";
import { signalCode } from "./signals.ts";

describe("a signal", function () {
  this.timeout(120_000);
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "aip-signals-")));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the command with its temporary files in the folder, and sends it the signal once `begun` says so. */
  async function interrupted(
    args: readonly string[],
    signal: NodeJS.Signals,
    begun: () => boolean,
    group = false,
  ) {
    const { child, ended } = startAip(args, { env: { TMPDIR: folder }, detached: true });
    let over = false;
    void ended.finally(() => {
      over = true;
    });
    while (!begun() && !over) await sleep(10);
    assert.equal(over, false, "the command ended before it was interrupted");
    process.kill(group ? -(child.pid ?? 0) : (child.pid ?? 0), signal);
    return ended;
  }

  const made = (name: string) => readdirSync(folder).some((each) => each.startsWith(name));
  const compared = ["plan", "dev", "--against", "HEAD"];

  for (const [moment, begun] of [
    ["before its files are there", () => made("aip-base-")],
    [
      "while both are planned",
      () => globSync("aip-base-*/tree/node_modules/zod", { cwd: folder }).length > 0,
    ],
  ] as const) {
    for (const [signal, group] of [
      ["SIGINT", true],
      ["SIGTERM", false],
    ] as const) {
      it(`in a comparison with a revision leaves nothing behind: ${signal} ${moment}`, async () => {
        const json = join(folder, "plan.json");
        const ran = await interrupted([...compared, "--json", json], signal, begun, group);
        assert.deepEqual([ran.code, ran.signal], [null, signal], ran.errors);
        assert.deepEqual(
          readdirSync(folder).filter((name) => name.startsWith("aip-") || name.startsWith("plan")),
          [],
        );
      });
    }
  }

  it("leaves no changed copy of an environment", async () => {
    const args = ["cost", "staging", "--set", "platform:network.nat=perZone"];
    const ran = await interrupted(args, "SIGTERM", () => made("aip-cost-"));
    assert.equal(ran.signal, "SIGTERM");
    assert.equal(made("aip-cost-"), false);
  });

  it("is counted as shells count it", () => {
    assert.deepEqual([signalCode("SIGINT"), signalCode("SIGTERM"), signalCode("SIGHUP")], [130, 143, 129]);
  });
});
