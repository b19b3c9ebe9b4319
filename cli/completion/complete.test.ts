import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { environmentNames } from "@aip/environments/names.ts";
import { skip } from "../../tests/support/skip.ts";
import { program } from "../program.ts";
import { complete } from "./complete.ts";
import { completionScript, shells } from "./shells.ts";

const words = (line: string): string[] =>
  complete(program, line.split(" "))
    .split("\n")
    .slice(0, -1)
    .map((each) => each.split("\t")[0] ?? "");

describe("completion", () => {
  it("offers what may come next", () => {
    assert.deepEqual(words("co"), ["conformance", "cost", "contracts", "completion"]);
    assert.deepEqual(words("plan "), ["dev", "prod", "staging"]);
    assert.deepEqual(words("plan p"), ["prod"]);
    assert.deepEqual(words("plan dev "), []);
    assert.deepEqual(words("cost dev p"), ["prod"]);
    assert.deepEqual(words("policy "), ["check", "list"]);
    assert.deepEqual(words("plan dev --ma"), ["--markdown"]);
    assert.deepEqual(words("policy list --deb"), ["--debug"]);
    assert.deepEqual(words("policy check x --format j"), ["json", "junit"]);
    assert.deepEqual(words("policy check x --format=j"), ["--format=json", "--format=junit"]);
    assert.deepEqual(words("up --layer network "), ["dev", "prod", "staging"]);
  });

  it("says where the name of a file may be", () => {
    for (const line of ["plan dev --json ", "plan dev --against ", "policy check ", "plan dev --html=r"]) {
      assert.deepEqual(words(line), [":files"], line);
    }
    assert.deepEqual(words("forward dev --context "), []);
  });

  it("takes the three words that bash makes of --format=j as one", () => {
    assert.deepEqual(words("policy check x --format = j"), ["json", "junit"]);
    assert.deepEqual(words("policy check x --format ="), ["table", "json", "junit", "sarif"]);
    assert.deepEqual(words("policy check x --format = json --pro"), ["--profile"]);
  });
});

/** What each shell runs to complete a line, and prints one candidate a line. */
const drivers: Readonly<
  Record<(typeof shells)[number], (folder: string, line: string) => readonly string[]>
> = {
  bash: (folder, line) => [
    "--norc",
    "-c",
    `source ${join(folder, "bash")}
       COMP_WORDS=(${line.replace(/ $/, ' ""')}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
       complete -p aip >&2
       _aip; printf '%s\\n' "\${COMPREPLY[@]}"`,
  ],
  // Zsh completes in a terminal alone: the inner one lists what it has, which is read from its screen.
  zsh: (folder, line) => [
    "-f",
    "-c",
    `zmodload zsh/zpty
       zpty inner "PS1= zsh -f -i"
       zpty -w inner "autoload -U compinit; compinit -u -d ${join(folder, "dump")}; source ${join(folder, "zsh")}"
       zpty -w inner "LISTMAX=1000; bindkey '^I' list-choices; echo RE''ADY"
       while zpty -r inner said; do [[ $said == *READY* ]] && break; done
       zpty -w -n inner "${line}"$'\\t'
       sleep 2
       while zpty -r -t inner said; do print -r -- "$said"; done
       zpty -d inner`,
  ],
  fish: (folder, line) => [
    "--no-config",
    "-c",
    `source ${join(folder, "fish")}; complete -C "${line}" | string replace -r '\\t.*' ''`,
  ],
};

describe("the completion script", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "aip-completion-"));
    const main = fileURLToPath(new URL("../main.ts", import.meta.url));
    writeFileSync(join(folder, "aip"), `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`);
    chmodSync(join(folder, "aip"), 0o755);
    for (const shell of shells) writeFileSync(join(folder, shell), completionScript(shell));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const shell of shells) {
    it(`makes ${shell} complete commands, environments, options and their values`, function () {
      if (spawnSync(shell, ["-c", "exit 0"]).status !== 0) {
        skip(this, `completion in ${shell}: it is not installed`);
      }
      const offered = (line: string) => {
        const path = [folder, process.env.PATH].join(delimiter);
        const { stdout } = spawnSync(shell, drivers[shell](folder, line), {
          encoding: "utf8",
          env: { ...process.env, PATH: path, TERM: "xterm" },
        });
        return stripVTControlCharacters(stdout);
      };
      assert.match(offered("aip pl"), /\bplan\b/);
      const environments = offered("aip plan ");
      for (const name of environmentNames()) assert.match(environments, new RegExp(`\\b${name}\\b`));
      assert.match(offered("aip plan dev --"), /--json\b[\s\S]*--markdown\b/);
      assert.match(offered("aip policy check --format "), /\bsarif\b/);
    });
  }
});
