import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findProgram } from "@aip/common/programs.ts";
import { skip } from "./support/skip.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

describe("documentation site", () => {
  it("is built without a warning, with the reference of the components", function () {
    const mkdocs = findProgram("mkdocs");
    if (!mkdocs) return skip(this, "mkdocs is not installed (pip install -r docs/requirements.txt)");
    const site = mkdtempSync(join(tmpdir(), "aip-site-"));
    try {
      const built = spawnSync(mkdocs, ["build", "--strict", "--site-dir", site], {
        cwd: root,
        encoding: "utf8",
      });
      assert.equal(built.status, 0, built.stdout + built.stderr);
      const component = readFileSync(
        join(site, "reference", "components", "data", "bucket", "index.html"),
        "utf8",
      );
      assert.match(component, /A private, versioned, encrypted S3 bucket/);
      const search = readFileSync(join(site, "search", "search_index.json"), "utf8");
      assert.match(search, /cluster\.nodePools/);
    } finally {
      rmSync(site, { recursive: true, force: true });
    }
  });

  it("carries a picture of the report that loads fast", () => {
    const bytes = statSync(`${root}docs/images/report.png`).size;
    assert.ok(bytes < 200_000, `docs/images/report.png has ${bytes} bytes`);
  });
});
