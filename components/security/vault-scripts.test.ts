import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { initialise, renewToken } from "./vault-scripts.ts";

const keys =
  '{"keys":[],"keys_base64":[],"recovery_keys":["1","2"],"recovery_keys_base64":["MQ=="],"root_token":"hvs.root"}';

/** Runs the scripts with a Vault and a Secrets Manager made of files; both write down what they were asked. */
describe("the setup of Vault", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "vault-scripts-"));
    for (const name of ["bin", "scratch", "tls", "secrets"]) mkdirSync(join(folder, name));
    writeFileSync(join(folder, "tls/ca.crt"), "CERTIFICATE");
    command(
      "curl",
      `body=none; header=none; method=GET
while [ $# -gt 0 ]; do case "$1" in
  --data) body="$2"; shift;; --header) header="$(cat "\${2#@}")"; shift;; --request) method="$2"; shift;;
  http*) url="$1";; esac; shift; done
echo "$method \${url#*/v1/} $header $body" >> "$FAKE/asked"
case "$method \${url#*/v1/}" in
  "GET sys/init") if [ -e "$FAKE/initialised" ]; then echo '{"initialized":true}'; else echo '{"initialized":false}'; fi;;
  "PUT sys/init") touch "$FAKE/initialised"; echo '${keys}';;
  "GET sys/health") echo '{"sealed":false}';;
  "POST auth/token/create-orphan") echo '{"auth":{"client_token":"hvs.provisioner","policies":["provisioner"]}}';;
esac`,
    );
    command(
      "aws",
      `case "$2" in
  put-secret-value) if [ -e "$FAKE/denied" ]; then echo AccessDenied >&2; exit 254; fi
    file="\${6#file://}"; cat "$file" > "$FAKE/secrets/$4"; echo "keep $4" >> "$FAKE/asked";;
  get-secret-value) if [ -s "$FAKE/secrets/$4" ]; then cat "$FAKE/secrets/$4"; else exit 254; fi;;
esac`,
    );
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const command = (name: string, body: string) => {
    writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, "bin", name), 0o755);
  };
  const run = (script: string) => {
    const local = script.replaceAll("/scratch/", `${folder}/scratch/`).replaceAll("/tls/", `${folder}/tls/`);
    const { status, stdout, stderr } = spawnSync("sh", ["-c", local], {
      encoding: "utf8",
      env: {
        PATH: `${join(folder, "bin")}:/usr/bin:/bin`,
        FAKE: folder,
        VAULT: "https://vault",
        RECOVERY_SECRET: "recovery",
        TOKEN_SECRET: "token",
        CA_SECRET: "ca",
      },
    });
    return { status, output: stdout + stderr };
  };
  const secret = (name: string) => readFileSync(join(folder, "secrets", name), "utf8");
  const asked = () => readFileSync(join(folder, "asked"), "utf8").trim().split("\n");

  it("keeps recovery keys and token in Secrets Manager, says neither, and revokes the root token last", () => {
    const { status, output } = run(initialise);
    assert.equal(status, 0, output);
    assert.equal(secret("recovery").trim(), keys);
    assert.equal(secret("token"), "hvs.provisioner");
    assert.equal(secret("ca"), "CERTIFICATE");
    assert.doesNotMatch(output, /hvs\.|recovery_keys/);
    const steps = asked().map((line) => line.split(" ").slice(0, 2).join(" "));
    assert.deepEqual(steps, [
      "GET sys/init",
      "keep recovery",
      "PUT sys/init",
      "keep recovery",
      "GET sys/health",
      "PUT sys/policies/acl/provisioner",
      "POST auth/token/create-orphan",
      "keep token",
      "POST auth/token/revoke-self",
      "keep ca",
    ]);
    assert.match(asked()[8] ?? "", /X-Vault-Token: hvs\.root/);
    const bodies = asked().flatMap((line) => /\{.*\}$/.exec(line)?.[0] ?? []);
    for (const body of bodies) assert.doesNotThrow(() => JSON.parse(body), body);
  });

  it("changes nothing when it runs again", () => {
    run(initialise);
    const before = [secret("recovery"), secret("token")];
    rmSync(join(folder, "asked"));
    rmSync(join(folder, "scratch"), { recursive: true });
    mkdirSync(join(folder, "scratch"));
    assert.equal(run(initialise).status, 0);
    assert.deepEqual(
      asked().map((line) => line.split(" ").slice(0, 2).join(" ")),
      ["GET sys/init", "keep ca"],
    );
    assert.deepEqual([secret("recovery"), secret("token")], before);
  });

  it("does not initialise Vault while the keys could not be kept", () => {
    writeFileSync(join(folder, "denied"), "");
    assert.notEqual(run(initialise).status, 0);
    assert.ok(!existsSync(join(folder, "initialised")));
  });

  it("keeps the keys that a broken-off attempt left in the pod", () => {
    writeFileSync(join(folder, "initialised"), "");
    writeFileSync(join(folder, "scratch/keys"), keys);
    const { status, output } = run(initialise);
    assert.equal(status, 0, output);
    assert.equal(secret("recovery"), keys);
    assert.equal(secret("token"), "hvs.provisioner");
  });

  it("fails where Vault was initialised and nobody has its token", () => {
    writeFileSync(join(folder, "initialised"), "");
    assert.notEqual(run(initialise).status, 0);
  });

  it("renews the token with itself", () => {
    writeFileSync(join(folder, "secrets/token"), "hvs.provisioner");
    assert.equal(run(renewToken).status, 0);
    assert.deepEqual(asked(), ["POST auth/token/renew-self X-Vault-Token: hvs.provisioner none"]);
  });
});
