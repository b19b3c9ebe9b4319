import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { skip } from "../support/skip.ts";
import { LocalFeast, missingForFeast } from "./support/feast.ts";
import { client, definitions, writeScores } from "./support/feature-definitions.ts";
import type { Server } from "./support/processes.ts";

const tokens = { read: "r".repeat(48), write: "w".repeat(48) };
const query = { entities: { user_id: [1, 2] }, features: ["scores:score"] };
const push = (score: number) => {
  const now = new Date().toISOString();
  const df = { user_id: [1], score: [score], event_timestamp: [now], created: [now] };
  return { push_source_name: "score_events", df, to: "online" };
};

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Asks the feature server; with a body by POST. */
async function ask(url: string, path: string, body?: object, token?: string): Promise<Answer> {
  const response = await fetch(url + path, {
    method: body ? "POST" : "GET",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, text: await response.text() };
}

/** Scores of users 1 and 2; waits for a minute and a half, because a server reads definitions anew every minute. */
async function scores(url: string, token = tokens.read): Promise<unknown> {
  const deadline = Date.now() + 90_000;
  for (;;) {
    const { status, text } = await ask(url, "/get-online-features", query, token);
    if (status === 200) return (JSON.parse(text) as { results: { values: unknown }[] }).results[1]?.values;
    if (Date.now() > deadline) assert.fail(`no features: ${status} ${text}`);
    await sleep(2000);
  }
}

const runs = ({ code, output }: { code: number | null; output: string }): string => {
  assert.equal(code, 0, output);
  return output;
};

describe("Feast as production plans it", function () {
  this.timeout(600_000);
  let feast: LocalFeast;
  let first: { readonly url: string; readonly server: Server };
  let second: typeof first;
  const features = () => feast.pod("CronJob", "feast", "feast-features", feast.secrets(tokens));
  /** Identifies the content of the registry's file for clients. */
  const published = async () =>
    runs(
      await feast.python(features(), [
        "-c",
        `import boto3; print(boto3.client("s3").head_object(Bucket="${feast.offlineBucket}", Key="feast/platform/registry.db")["ETag"])`,
      ]),
    );

  before(async function () {
    const missing = missingForFeast();
    if (missing) skip(this, missing);
    feast = await LocalFeast.start("prod");
  });
  after(() => feast?.stop());

  it("makes the registry once, after which two servers start at the same time without a failure", async () => {
    runs(await feast.python(feast.pod("Job", "feast", "feast-registry", feast.secrets(tokens))));
    [first, second] = await Promise.all([
      feast.serve(feast.secrets(tokens)),
      feast.serve(feast.secrets(tokens)),
    ]);
    for (const { url, server } of [first, second]) {
      const started = () => server.log.match(/Application startup complete/g)?.length ?? 0;
      for (let seconds = 0; seconds < 60 && started() < 2; seconds += 1) await sleep(1000);
      assert.equal(started(), 2, server.log);
      for (const path of ["/health", "/health/live"]) assert.equal((await ask(url, path)).status, 200, path);
      assert.ok(server.isRunning, server.log);
      assert.doesNotMatch(server.log, /Traceback|\[ERROR\]/);
    }
  });

  it("applies nothing where there are no definitions, and says so", async () => {
    assert.match(runs(await feast.python(features())), /There are no definitions below s3:/);
  });

  it("applies what is in S3 and materializes Parquet files from S3, twice with the same end", async () => {
    runs(await feast.python(features(), ["-c", writeScores(feast.offlineBucket)]));
    await fetch(`${feast.moto.url}/${feast.definitionsBucket}/feast/platform/ranking/scores.py`, {
      method: "PUT",
      body: definitions(feast.offlineBucket),
    });
    assert.match(runs(await feast.python(features())), /Definitions: ranking\/scores\.py/);
    assert.deepEqual(await scores(first.url), [0.5, 0.75]);
    runs(await feast.python(features()));
    assert.deepEqual(await scores(second.url), [0.5, 0.75]);
  });

  it("refuses a read without a token, and a write without the token for writes", async () => {
    for (const [token, status] of [
      [undefined, 401],
      ["wrong", 401],
      [tokens.read, 403],
    ] as const) {
      for (const path of ["/push", "/write-to-online-store"])
        assert.equal((await ask(first.url, path, push(9.5), token)).status, status, `${path} ${token}`);
    }
    assert.equal((await ask(first.url, "/get-online-features", query)).status, 401);
    assert.deepEqual(await scores(first.url), [0.5, 0.75]);
    assert.equal((await ask(first.url, "/push", push(9.5), tokens.write)).status, 200);
    assert.deepEqual(await scores(second.url), [9.5, 0.75]);
  });

  it("has no address for what the platform does not use of it", async () => {
    for (const path of ["/docs", "/openapi.json", "/chat", "/static/chat/index.html"])
      assert.equal((await ask(first.url, path, undefined, tokens.write)).status, 404, path);
    for (const path of ["/materialize", "/materialize-incremental", "/chat", "//push"])
      assert.equal((await ask(first.url, path, {}, tokens.write)).status, 404, path);
  });

  it("lets the inference API read online and offline by its own feature_store.yaml, and not write", async () => {
    const before = await published();
    const port = Number(new URL(first.url).port);
    const pod = feast.pod("Deployment", "inference", "inference-api", feast.secrets(tokens), port);
    const { online, offline, refused } = JSON.parse(
      runs(await feast.python(pod, ["-c", client]))
        .trim()
        .split("\n")
        .at(-1) ?? "",
    ) as { online: number[]; offline: number[]; refused: string | null };
    assert.deepEqual(online, [9.5, 0.75]);
    assert.deepEqual(offline, [0.5, 0.75]);
    assert.match(refused ?? "it wrote", /token for writes/);
    assert.equal(await published(), before);
  });

  it("refuses the old token after it was changed", async () => {
    const changed = { read: "R".repeat(48), write: "W".repeat(48) };
    await first.server.stop();
    first = await feast.serve(feast.secrets(changed));
    assert.equal((await ask(first.url, "/push", push(1.5), tokens.write)).status, 401);
    assert.equal((await ask(first.url, "/get-online-features", query, tokens.read)).status, 401);
    assert.equal((await ask(first.url, "/push", push(1.5), changed.write)).status, 200);
    assert.deepEqual(await scores(first.url, changed.read), [1.5, 0.75]);
  });
});

describe("Feast as development plans it", function () {
  this.timeout(600_000);
  let feast: LocalFeast;
  before(async function () {
    const missing = missingForFeast();
    if (missing) skip(this, missing);
    feast = await LocalFeast.start("dev");
  });
  after(() => feast?.stop());

  it("makes its table in DynamoDB, materializes into it and reads from it", async () => {
    const features = () => feast.pod("CronJob", "feast", "feast-features", feast.secrets(tokens));
    runs(await feast.python(feast.pod("Job", "feast", "feast-registry", feast.secrets(tokens))));
    runs(await feast.python(features(), ["-c", writeScores(feast.offlineBucket)]));
    await fetch(`${feast.moto.url}/${feast.definitionsBucket}/feast/platform/scores.py`, {
      method: "PUT",
      body: definitions(feast.offlineBucket),
    });
    runs(await feast.python(features()));
    const tables = await feast.python(features(), [
      "-c",
      "import boto3; print(boto3.client('dynamodb').list_tables()['TableNames'])",
    ]);
    assert.equal(runs(tables).trim(), "['platform.scores']");
    const { url } = await feast.serve(feast.secrets(tokens));
    assert.deepEqual(await scores(url), [0.5, 0.75]);
  });
});
