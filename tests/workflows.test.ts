import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findProgram } from "@aip/common/programs.ts";
import { layerNames } from "@aip/contracts";
import { environmentNames } from "@aip/environments";
import { parse } from "yaml";
import { skip } from "./support/skip.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = `${root}.github/workflows/`;
const read = (file: string): string => readFileSync(root + file, "utf8");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

const workflows = readdirSync(folder).map((file) => {
  const workflow = parse(read(`.github/workflows/${file}`)) as Workflow;
  return { file, workflow, steps: Object.values(workflow.jobs).flatMap(({ steps }) => steps) };
});

/** What a job that lists the names of a matrix prints. */
function listed(file: string): string[] {
  const run = workflows
    .find((workflow) => workflow.file === file)
    ?.steps.flatMap((step) => /node -p '(.+)'/.exec(step.run ?? "")?.[1] ?? []);
  assert.equal(run?.length, 1, `one step of ${file} lists names`);
  return JSON.parse(execFileSync(process.execPath, ["-p", run[0] ?? ""], { cwd: root, encoding: "utf8" }));
}

describe("workflows", () => {
  for (const { file, workflow, steps } of workflows) {
    it(`${file} pins every action by digest`, () => {
      const uses = steps.flatMap((step) => step.uses ?? []);
      assert.ok(uses.length > 0);
      assert.deepEqual(
        uses.filter((action) => !/^[\w./-]+@[0-9a-f]{40}$/.test(action)),
        [],
      );
    });

    it(`${file} may only read unless a job says more`, () => {
      assert.deepEqual(workflow.permissions, { contents: "read" });
    });
  }

  it("plan every environment there is a file of", () => {
    assert.deepEqual(listed("pull-request.yaml").toSorted(), environmentNames().toSorted());
  });

  it("preview every layer there is", () => {
    assert.deepEqual(listed("preview.yaml").toSorted(), layerNames.toSorted());
  });

  it("name no environment and no layer by hand", () => {
    const names = [...environmentNames(), ...layerNames].join("|");
    const files = [
      ...workflows.map(({ file }) => `.github/workflows/${file}`),
      ".gitlab-ci.yml",
      ".gitlab/note.mjs",
    ];
    // `/dev/null` names no environment, and `--security-opt` no layer.
    for (const file of files)
      assert.doesNotMatch(read(file), new RegExp(`(?<![/.]|--)\\b(${names})\\b`), file);
  });

  it("run on the Node that the scripts run on", () => {
    const manifest = JSON.parse(read("package.json")) as { devDependencies: { node: string } };
    const version = manifest.devDependencies.node;
    assert.equal(read(".nvmrc"), `${version}\n`);
    const setups = workflows.flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith("actions/setup-node@")),
    );
    assert.ok(setups.length > 0);
    for (const setup of setups) assert.equal(setup.with?.["node-version-file"], ".nvmrc");
    const image = `node:${version}-bookworm`;
    assert.equal((parse(read(".gitlab-ci.yml")) as { image: string }).image, image);
    assert.equal((JSON.parse(read(".devcontainer/devcontainer.json")) as { image: string }).image, image);
  });

  it("pass actionlint", function () {
    const actionlint = findProgram("actionlint");
    if (!actionlint) return skip(this, "actionlint is not installed (.ci/run installs it where Go is)");
    const { status, stdout, stderr } = spawnSync(actionlint, { cwd: root, encoding: "utf8" });
    assert.equal(status, 0, stdout + stderr);
  });
});
