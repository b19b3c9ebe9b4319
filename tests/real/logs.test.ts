import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { skip } from "../support/skip.ts";
import { PlannedCluster } from "./support/cluster-objects.ts";
import { run } from "./support/processes.ts";
import { isInstalled } from "./telemetry-software.ts";

/** What the server was asked, as it arrived. */
interface Asked {
  readonly request: string;
  readonly user: string;
  readonly body: unknown;
}

const password = "aB3dE5gH7jK9";

/**
 * Elasticsearch itself cannot be had from the registries these tests use. What is shown is that the planned job's own script
 * makes the calls, in this order, that Elastic documents for moving log streams from index lifecycle management to data
 * stream lifecycle: the tutorial that components/observability/log-retention.ts names, and "create or update a component
 * template", "update data stream lifecycles" and "update index settings" of
 * https://www.elastic.co/docs/api/doc/elasticsearch (read 2026-11-24). That Elasticsearch then deletes is not shown.
 */
describe("the job that has logs deleted", () => {
  const folder = mkdtempSync(join(tmpdir(), "aip-logs-"));
  const asked: Asked[] = [];
  let server: Server;
  let refused: string | undefined;
  let spec: { containers: { command: string[]; env: { name: string; value: string }[] }[] };

  before(async function () {
    for (const program of ["curl", "openssl"]) {
      if (!isInstalled(program))
        skip(this, `${program} is not installed (Debian: apt-get install ${program})`);
    }
    const cluster = await PlannedCluster.of("prod");
    const job = cluster.get("Job", "observability", "log-retention");
    spec = (job.spec as { template: { spec: typeof spec } }).template.spec;
    mkdirSync(join(folder, "authority"));
    mkdirSync(join(folder, "user"));
    writeFileSync(join(folder, "user", "password"), password);
    execFileSync(
      "openssl",
      [
        ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"],
        ["-addext", "subjectAltName=DNS:localhost"],
        ["-keyout", join(folder, "server.key"), "-out", join(folder, "authority", "ca.crt")],
      ].flat(),
      { stdio: "ignore" },
    );
    server = createServer(
      {
        key: readFileSync(join(folder, "server.key")),
        cert: readFileSync(join(folder, "authority", "ca.crt")),
      },
      async (request, response) => {
        let text = "";
        for await (const part of request) text += part;
        const line = `${request.method} ${request.url}`;
        const [, encoded = ""] = (request.headers.authorization ?? "").split(" ");
        const user = Buffer.from(encoded, "base64").toString();
        asked.push({ request: line, user, body: JSON.parse(text) });
        response.writeHead(line === refused ? 403 : 200, { "content-type": "application/json" });
        response.end(line === refused ? '{"error":"no permission"}' : '{"acknowledged":true}');
      },
    ).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
  });
  after(() => {
    server?.close();
    rmSync(folder, { recursive: true });
  });

  const runJob = async () => {
    asked.length = 0;
    const [{ command, env }] = spec.containers as [(typeof spec.containers)[0]];
    const local = (text: string) => text.replaceAll("/etc/elasticsearch", folder);
    const variables = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    const { port } = server.address() as AddressInfo;
    return run(command.map(local), { env: { ...variables, ES_URL: `https://localhost:${port}` } });
  };

  const lifecycle = { enabled: true, data_retention: "30d" };
  const expected = [
    {
      request: "PUT /_component_template/logs@custom",
      user: `log-retention:${password}`,
      body: { template: { settings: { "index.lifecycle.prefer_ilm": false }, lifecycle } },
    },
    {
      request: "PUT /_data_stream/logs-*/_lifecycle",
      user: `log-retention:${password}`,
      body: lifecycle,
    },
    {
      request: "PUT /logs-*/_settings?allow_no_indices=true",
      user: `log-retention:${password}`,
      body: { "index.lifecycle.prefer_ilm": false },
    },
  ];

  it("puts new and existing streams under a lifecycle that deletes, with the days of the plan", async () => {
    const { code, output } = await runJob();
    assert.equal(code, 0, output);
    assert.deepEqual(asked, expected);
  });

  it("fails with Elasticsearch's own words where it is refused, and goes no further", async () => {
    refused = "PUT /_data_stream/logs-*/_lifecycle";
    const { code, output } = await runJob();
    refused = undefined;
    assert.notEqual(code, 0);
    assert.match(output, /no permission/);
    assert.equal(asked.length, 2);
  });
});
