import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archiveFolder, archivePath, findChart } from "@aip/sandbox/charts/source.ts";
import { missingHelm, ownCharts, requireHelm, withCharts } from "../../tests/charts/own-charts.ts";
import { skip } from "../../tests/support/skip.ts";
import { fetchCharts } from "./fetch.ts";
import { pullArguments } from "./pull.ts";

const chart = { chart: "lantern", version: "0.1.0", repository: "" };
const cached = () => (existsSync(archiveFolder()) ? readdirSync(archiveFolder()) : []);
const sha256 = (content: Buffer) => `sha256:${createHash("sha256").update(content).digest("hex")}`;

describe("fetching charts", function () {
  this.timeout(30_000);
  let folder: string;
  let server: Server;
  let archive: Buffer;
  let requests: string[];
  let repository: string;

  before(function () {
    const reason = missingHelm();
    if (reason !== undefined) skip(this, reason);
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "aip-chart-server-"));
    execFileSync(requireHelm().path, ["package", join(ownCharts, "lantern"), "--destination", folder]);
    archive = readFileSync(join(folder, "lantern-0.1.0.tgz"));
    requests = [];
    server = createServer((request, response) => {
      requests.push(request.url ?? "");
      if (request.url === "/lantern-0.1.0.tgz") response.end(archive);
      else if (request.url === "/index.yaml") {
        response.end(
          "apiVersion: v1\nentries:\n  lantern:\n    - {name: lantern, version: 0.1.0, urls: [lantern-0.1.0.tgz]}\n",
        );
      } else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    repository = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(() => {
    server?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  const fetch = (lock = {}, charts = [{ ...chart, repository }]) =>
    fetchCharts(charts, { helm: requireHelm().path, lock });

  it("brings the archive into the cache, where plans find it, and locks its digest", () =>
    withCharts(undefined, async () => {
      const { lock, missing } = await fetch({ other: { version: "1", digest: "sha256:0" } });
      const digest = sha256(archive);
      assert.deepEqual(missing, []);
      assert.deepEqual(lock, {
        other: { version: "1", digest: "sha256:0" },
        lantern: { version: "0.1.0", digest },
      });
      assert.deepEqual(readFileSync(archivePath({ name: "lantern", version: "0.1.0" })), archive);
      const path = archivePath({ name: "lantern", version: "0.1.0" });
      assert.deepEqual(findChart({ name: "lantern", version: "0.1.0" }), { path, digest });
    }));

  it("leaves an archive to be found by plans only while it has the digest of the lock", () =>
    withCharts(undefined, async () => {
      await fetch();
      const lock = { lantern: { version: "0.1.0", digest: "sha256:0" } };
      const found = findChart({ name: "lantern", version: "0.1.0" }, lock);
      assert.match(String(found), /^in the cache with another digest than facts\/charts\/lock.json has/);
    }));

  it("pulls nothing that is there with the digest of the lock", () =>
    withCharts(undefined, async () => {
      const { lock } = await fetch();
      requests.length = 0;
      assert.deepEqual(await fetch(lock), { lock, missing: [] });
      assert.deepEqual(requests, []);
    }));

  it("pulls again what was changed in the cache", () =>
    withCharts(undefined, async () => {
      const { lock } = await fetch();
      const path = archivePath({ name: "lantern", version: "0.1.0" });
      writeFileSync(path, "another");
      await fetch(lock);
      assert.deepEqual(readFileSync(path), archive);
    }));

  it("refuses an archive with another digest than the lock's, and keeps nothing", () =>
    withCharts(undefined, async () => {
      const locked = `sha256:${"0".repeat(64)}`;
      await assert.rejects(fetch({ lantern: { version: "0.1.0", digest: locked } }), (error: Error) => {
        assert.match(
          error.message,
          new RegExp(`lantern 0\\.1\\.0: found ${sha256(archive)}; allowed: ${locked}`),
        );
        assert.match(error.message, /nothing is kept/);
        assert.match(error.message, /take the chart out of the lock and fetch it again/);
        return true;
      });
      assert.deepEqual(cached(), []);
    }));

  it("locks the digest of a new version in the place of the old one's", () =>
    withCharts(undefined, async () => {
      const { lock } = await fetch({ lantern: { version: "0.0.9", digest: "sha256:0" } });
      assert.deepEqual(lock, { lantern: { version: "0.1.0", digest: sha256(archive) } });
    }));

  it("says what could not be had, and keeps the others", () =>
    withCharts(undefined, async () => {
      const absent = { chart: "absent", version: "1.0.0", repository };
      const { lock, missing } = await fetch({}, [absent, { ...chart, repository }]);
      assert.deepEqual(Object.keys(lock), ["lantern"]);
      assert.equal(missing.length, 1);
      assert.match(missing[0] ?? "", /^absent 1\.0\.0: .*absent.* not found/);
      assert.deepEqual(cached(), ["lantern-0.1.0.tgz"]);
    }));

  it("takes every chart from the mirror where one is given", () =>
    withCharts(undefined, async () => {
      const charts = [{ ...chart, repository: "http://127.0.0.1:1" }];
      const { missing } = await fetchCharts(charts, {
        helm: requireHelm().path,
        lock: {},
        mirror: repository,
      });
      assert.deepEqual(missing, []);
    }));
});

describe("the arguments of helm pull", () => {
  it("name a registry with the chart, and a repository beside it", () => {
    const [oci, https] = ["oci://registry.example.com/charts", "https://charts.example.com"];
    assert.deepEqual(pullArguments({ ...chart, repository: oci }), [
      "pull",
      `${oci}/lantern`,
      "--version",
      "0.1.0",
    ]);
    assert.deepEqual(pullArguments({ ...chart, repository: https }), [
      ...["pull", "lantern", "--repo", https],
      ...["--version", "0.1.0"],
    ]);
    assert.deepEqual(pullArguments({ ...chart, repository: https }, oci), [
      ...["pull", `${oci}/lantern`],
      ...["--version", "0.1.0"],
    ]);
  });
});
