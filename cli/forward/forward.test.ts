import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { readEnvironmentFile } from "@aip/environments";
import { addresses } from "@aip/services";

const aip = fileURLToPath(new URL("../main.ts", import.meta.url));

/** A kubectl that notes what it is asked and when it ends; MLflow's drops twice before it stays. */
const fakeKubectl = `#!/bin/sh
case "$*" in *version*) exit 0;; esac
echo "start $*" >> "$CALLS"
if [ "$4" = service/mlflow ] && [ "$(grep -c mlflow "$CALLS")" -lt 3 ]; then
  echo "error: lost connection to pod" >&2
  exit 1
fi
trap 'kill $!; echo "end $4" >> "$CALLS"; exit 0' TERM INT
echo "Forwarding from 127.0.0.1:1 -> 2"
echo "Forwarding from [::1]:1 -> 2"
sleep 30 & wait
`;

describe("aip forward", function () {
  this.timeout(20_000);
  let folder: string;
  let calls: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "aip-forward-"));
    calls = join(folder, "calls");
    writeFileSync(calls, "");
    writeFileSync(join(folder, "kubectl"), fakeKubectl);
    chmodSync(join(folder, "kubectl"), 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs the command until `enough` of its output is there, then interrupts it. */
  async function run(
    args: readonly string[],
    enough?: (text: string) => boolean,
    path = [folder, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
  ) {
    const child = spawn(process.execPath, [aip, "forward", ...args], {
      env: { PATH: path, CALLS: calls },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let text = "";
    let interrupted = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (more: string) => {
        text += more;
        if (interrupted || !enough?.(text)) return;
        interrupted = true;
        child.kill("SIGTERM");
      });
    }
    const guard = setTimeout(() => child.kill("SIGKILL"), 15_000);
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    clearTimeout(guard);
    return { code, text, calls: readFileSync(calls, "utf8").trim().split("\n") };
  }

  it("opens what the table says, reports each address once, and leaves no process behind", async () => {
    const forwarded = addresses(readEnvironmentFile("dev").environment).map(({ forward }) => forward);
    const result = await run(
      ["dev"],
      (text) => (text.match(/http:\/\/localhost/g) ?? []).length === forwarded.length,
    );
    assert.equal(result.code, 0, result.text);
    for (const { localPort, namespace, object, port } of forwarded) {
      const asked = `start --namespace ${namespace} port-forward ${object} ${localPort}:${port}`;
      assert.ok(result.calls.includes(asked), asked);
      assert.equal(result.text.split(`http://localhost:${localPort}\n`).length, 2, result.text);
    }
    await sleep(50);
    assert.equal(result.calls.filter((line) => line.startsWith("end")).length, forwarded.length);
  });

  it("opens a forward again that dropped, and says once why it did", async () => {
    const result = await run(["dev", "--service", "MLflow"], (text) => text.includes("localhost:5000"));
    assert.equal(result.code, 0, result.text);
    assert.equal(result.calls.filter((line) => line.startsWith("start")).length, 3);
    assert.equal(result.text.split("lost connection to pod").length, 2, result.text);
  });

  it("asks the cluster of the context that is given", async () => {
    writeFileSync(
      join(folder, "kubectl"),
      `#!/bin/sh\ncase "$*" in *version*) exit 0;; esac\necho "start $*" >> "$CALLS"\necho "error: no such context" >&2\nexit 1\n`,
    );
    const result = await run(["dev", "--service", "Vault", "--context", "there"], (text) =>
      text.includes("no such context"),
    );
    assert.ok(
      result.calls.includes("start --context there --namespace vault port-forward pod/vault-0 8200:8202"),
      result.calls.join("\n"),
    );
  });

  it("says once that no cluster answers, and ends", async () => {
    writeFileSync(
      join(folder, "kubectl"),
      `#!/bin/sh\necho "start $*" >> "$CALLS"\necho "The connection to the server localhost:8080 was refused" >&2\nexit 1\n`,
    );
    const result = await run(["dev", "--context", "there"]);
    assert.equal(result.code, 2);
    assert.equal(result.text.split("localhost:8080 was refused").length, 2, result.text);
    assert.match(result.text, /no cluster answers \(.*\); bring the cluster layer up/);
    assert.deepEqual(result.calls, ["start --context there version --request-timeout 10s"]);
  });

  it("refuses environments with a gateway and names the addresses instead", async () => {
    const result = await run(["prod", "--service", "Grafana"]);
    assert.equal(result.code, 2);
    assert.match(result.text, /prod has a gateway[\s\S]*https:\/\/grafana\./);
    assert.deepEqual(result.calls, [""]);
  });

  it("refuses services that do not exist, and a machine without kubectl", async () => {
    const unknown = await run(["dev", "--service", "Grafanna"]);
    assert.equal(unknown.code, 2);
    assert.match(unknown.text, /--service: found Grafanna; allowed: MLflow, .*did you mean Grafana\?/);
    const bare = await run(["dev"], undefined, join(folder, "nothing"));
    assert.equal(bare.code, 2);
    assert.match(bare.text, /cannot run kubectl .* put it on PATH/);
  });
});
