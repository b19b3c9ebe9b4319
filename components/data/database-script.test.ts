import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, fetchCredentials } from "./database-script.ts";

/** The same JSON, with every sign of its texts that may be escaped by its number, as some writers do. */
const escapeAll = (json: string): string =>
  JSON.stringify(JSON.parse(json)).replace(
    /[&<>'\u0080-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Runs a script with commands of ours in place of `aws` and `psql`, and a folder of ours in place of /credentials. */
describe("the scripts of a service's database", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "database-script-"));
    mkdirSync(join(folder, "bin"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const command = (name: string, body: string) => {
    writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, "bin", name), 0o755);
  };
  const run = (script: string, env: Record<string, string>) =>
    execFileSync("bash", ["-c", script.replaceAll("/credentials", folder)], {
      env: { PATH: `${join(folder, "bin")}:/usr/bin:/bin`, LANG: "C.UTF-8", ...env },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  const secrets = {
    MASTER_SECRET: "master",
    PASSWORDS_SECRET: "passwords",
    PASSWORDS_SECRET_VERSION: "second",
    SERVICE: "mlflow",
  };
  const kept = (name: string) => readFileSync(join(folder, name), "utf8").trimEnd();

  it("take the master's login and the service's password out of their secrets, whatever is in the password", () => {
    command(
      "aws",
      `case "$*" in
  *master*) printf '%s\\n' '{"username":"platform","password":"a\\\\b$c&{d}(e)|f*g"}';;
  *"--secret-id passwords --version-id second") printf '%s\\n' '{"feast":"not this","mlflow": "abcDEF123","mlflow-2":"nor this"}';;
esac`,
    );
    const output = run(fetchCredentials, secrets);
    assert.equal(output, "");
    assert.equal(kept("master-user"), "platform");
    assert.equal(kept("master-password"), "a\\b$c&{d}(e)|f*g");
    assert.equal(kept("service-password"), "abcDEF123");
    assert.deepEqual(readdirSync(folder).sort(), [
      "bin",
      "master-password",
      "master-user",
      "service-password",
    ]);
  });

  it("read a password as JSON has it, with whatever it had to escape", () => {
    for (const password of [
      'quote " and "password":"x"',
      "back\\slash \\n \\",
      "slash / and \\/",
      "tab\tand line\nbreak",
      "50% $HOME `id` 'single' \u00e9",
    ]) {
      for (const written of [
        (text: string) => text,
        (text: string) => text.replaceAll("/", "\\/"),
        escapeAll,
      ]) {
        const secret = JSON.stringify({ username: "platform", password, mlflow: "abcDEF123" });
        writeFileSync(join(folder, "secret"), written(secret).concat("\n"));
        command("aws", `cat "${folder}/secret"`);
        run(fetchCredentials, secrets);
        assert.equal(readFileSync(join(folder, "master-password"), "utf8"), password, written(secret));
      }
    }
  });

  it("fail where a secret has no password, rather than set an empty one", () => {
    for (const incomplete of ['{"username":"platform"}', '{"username":"platform","password":"m4ster"}']) {
      command("aws", `echo '${incomplete}'`);
      assert.throws(() => run(fetchCredentials, secrets), incomplete);
    }
  });

  it("hand no password to psql as an argument, and send statements that can run twice", () => {
    for (const [file, text] of [
      ["master-user", "platform"],
      ["master-password", "m4ster"],
      ["service-password", "s3rvice"],
    ] as const) {
      writeFileSync(join(folder, file), text);
    }
    command("psql", `echo "arguments: $*"; echo "user: $PGUSER $PGPASSWORD"; cat`);
    const output = run(createDatabase, {
      SERVICE: "mlflow",
      SERVICE_LOGIN: "mlflow_a",
      SERVICE_DATABASE: "mlflow",
      PASSWORD_GENERATION: "1",
    });
    const [args, user, ...sql] = output.split("\n");
    assert.doesNotMatch(String(args), /m4ster|s3rvice/);
    assert.match(String(args), /ON_ERROR_STOP=1/);
    assert.equal(user, "user: platform m4ster");
    assert.doesNotMatch(sql.join("\n"), /s3rvice/);
    for (const creation of ["CREATE ROLE", "CREATE DATABASE"]) {
      const at = sql.findIndex((line) => line.includes(creation));
      assert.match(String(sql[at + 1]), /WHERE NOT EXISTS/, `${creation} would fail the second time`);
    }
  });
});
