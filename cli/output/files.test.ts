import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAip } from "../../tests/support/aip.ts";
import { UsageError } from "../command.ts";
import { requireWritable, writeFiles } from "./files.ts";

describe("the files a command writes", () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "aip-files-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("are checked before anything is done, all at once, and the check leaves nothing", () => {
    mkdirSync(at("folder"));
    writeFileSync(at("file"), "kept");
    const wanted = {
      "--good": at("new/deep/plan.json"),
      "--folder": at("folder"),
      "--below": at("file/plan.json"),
      "--again": at("new/../new/deep/plan.json"),
      "--slash": `${at("other")}/`,
      "--none": undefined,
    };
    assert.throws(
      () => requireWritable(wanted),
      (error: Error) => {
        assert.ok(error instanceof UsageError);
        assert.deepEqual(error.message.split("\n"), [
          `--folder ${at("folder")}: is a folder; name a file in it`,
          `--below ${at("file/plan.json")}: ${at("file")} is no folder`,
          `--again ${at("new/../new/deep/plan.json")}: --good names the same file`,
          `--slash ${at("other")}/: is a folder; name a file in it`,
        ]);
        return true;
      },
    );
    requireWritable({ "--good": wanted["--good"] });
    assert.deepEqual(readdirSync(folder).sort(), ["file", "folder"]);
  });

  it("are refused where nobody may write", () => {
    assert.throws(() => requireWritable({ "--json": "/proc/plan.json" }), /--json \/proc\/plan\.json: ./);
  });

  it("replace what was there, keep its mode, and leave a link a link", async () => {
    writeFileSync(at("old"), "old");
    chmodSync(at("old"), 0o640);
    symlinkSync(at("old"), at("link"));
    await writeFiles([
      { path: at("link"), content: "new" },
      { path: at("deep/er/file"), content: "made" },
    ]);
    assert.equal(readFileSync(at("old"), "utf8"), "new");
    assert.equal(statSync(at("old")).mode & 0o777, 0o640);
    assert.equal(readFileSync(at("deep/er/file"), "utf8"), "made");
    assert.deepEqual(readdirSync(folder).sort(), ["deep", "link", "old"]);
  });

  it("are all left as they were where one cannot be written, with a sentence that names it", async () => {
    writeFileSync(at("first"), "before");
    writeFileSync(at("file"), "");
    await assert.rejects(
      writeFiles([
        { path: at("first"), content: "after" },
        { path: at("file/second"), content: "after" },
      ]),
      (error: Error) =>
        error instanceof UsageError && error.message.startsWith(`${at("file/second")} cannot`),
    );
    assert.equal(readFileSync(at("first"), "utf8"), "before");
    assert.deepEqual(readdirSync(folder).sort(), ["file", "first"]);
  });

  it("may be devices, which are written to and stay", async () => {
    await writeFiles([{ path: "/dev/null", content: "gone" }]);
    assert.ok(statSync("/dev/null").isCharacterDevice());
  });

  for (const args of [
    ["plan", "dev", "--json", "FILE", "--html", "FOLDER"],
    ["cost", "dev", "--json", "FOLDER"],
    ["policy", "list", "--markdown", "FOLDER"],
  ]) {
    it(`are not begun by aip ${args.join(" ")}`, async () => {
      const given = args.map((each) => ({ FILE: at("plan.json"), FOLDER: folder })[each] ?? each);
      const { code, output, errors } = await runAip(...given);
      assert.equal(code, 2);
      assert.match(errors, /^aip .*: --\w+ .*: is a folder; name a file in it\nSee aip .*--help\.\n$/);
      assert.equal(output, "");
      assert.equal(existsSync(at("plan.json")), false);
    });
  }
});
