import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironmentFile } from "@aip/environments";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { findPulumi } from "../../cli/engine/cli.ts";
import { destroy, type OperateOptions, up } from "../../cli/engine/operate.ts";
import { chosenProjects } from "../../cli/engine/projects.ts";
import { Sandbox } from "../../cli/engine/sandbox.ts";
import type { Plan } from "../../cli/plan/file.ts";
import { planEnvironment } from "../../cli/plan/plan.ts";
import { skip } from "../support/skip.ts";
import { asPlanned, exportState, resourcesOf, secretTexts } from "./state.ts";

/** What only one of the two keeps: the stack itself, references to stacks, and the engine's own provider for them. */
const notCompared = new Set([
  "pulumi:pulumi:Stack",
  "pulumi:pulumi:StackReference",
  "pulumi:providers:pulumi",
]);

type Comparable = Record<string, { readonly type: string; readonly inputs: unknown }>;

/** The planned resources with the names filled in that a provider makes up before it creates them. */
function planned(plan: Plan, layer: string): Comparable {
  const cloud = simulatedCloud({ region: plan.region });
  const resources = plan.layers.find(({ name }) => name === layer)?.resources ?? [];
  return Object.fromEntries(
    resources
      .filter(({ type }) => !notCompared.has(type))
      .map(({ urn, type, inputs, custom }) => {
        const named =
          custom && !type.startsWith("pulumi:")
            ? cloud.named(urn, type, { ...inputs } as Properties)
            : inputs;
        return [urn, { type, inputs: withoutEngine(type, JSON.parse(JSON.stringify(named))) }];
      }),
  );
}

function recorded(sandbox: Sandbox, project: { name: string; folder: string }): Comparable {
  return Object.fromEntries(
    resourcesOf(exportState(sandbox, project))
      .filter(({ type }) => !notCompared.has(type))
      .map(({ urn, type, inputs }) => [urn, { type, inputs: withoutEngine(type, asPlanned(inputs ?? {})) }]),
  );
}

/** Providers: the engine adds their version and notes of its own. */
function withoutEngine(type: string, inputs: unknown): unknown {
  if (!type.startsWith("pulumi:providers:")) return inputs;
  const { version: _version, __internal: _internal, ...rest } = inputs as Properties;
  return rest;
}

/** How many objects charts leave in the cluster when they go. */
const keptByCharts = ({ layers }: Plan): number =>
  layers
    .flatMap(({ resources }) => resources)
    .map(({ inputs }) => inputs.metadata as Properties | undefined)
    .filter(
      (metadata) => (metadata?.annotations as Properties | undefined)?.["helm.sh/resource-policy"] === "keep",
    ).length;

for (const environment of ["dev", "prod"]) {
  describe(`${environment} on the real Pulumi engine`, function () {
    this.timeout(600_000);
    // Each step builds on the one before.
    this.bail(true);
    let directory: string;
    let sandbox: Sandbox;
    const file = new URL(`../../environments/Pulumi.${environment}.yaml`, import.meta.url);
    const committed = readFileSync(file, "utf8");
    const said: string[] = [];
    const options = (): OperateOptions => ({
      sandbox: true,
      yes: true,
      directory,
      report: { progress: (line) => said.push(line), result: (text) => said.push(text) },
    });

    before(function () {
      if (findPulumi() === undefined) {
        skip(this, "the real engine: no pulumi executable on PATH or under ~/.pulumi");
        return;
      }
      directory = mkdtempSync(join(tmpdir(), `aip-engine-${environment}-`));
      sandbox = new Sandbox(environment, { directory });
    });

    after(() => {
      if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
    });

    it("brings every layer and the catalogue up, with the policy pack on", async () => {
      const { code, runs } = await up(environment, options());
      assert.equal(code, 0, said.join("\n"));
      assert.deepEqual(
        runs.map(({ project }) => project),
        chosenProjects([]).map(({ name }) => name),
      );
      for (const { project, changes } of runs) assert.ok(changes.created > 0, `${project} created nothing`);
    });

    it("has the resources of the plan, with the same types and inputs", async () => {
      const plan = await planEnvironment(environment);
      for (const project of chosenProjects([])) {
        const expected = planned(plan, project.name);
        const found = recorded(sandbox, project);
        assert.deepEqual(Object.keys(found).sort(), Object.keys(expected).sort(), project.name);
        for (const [urn, resource] of Object.entries(found)) {
          assert.deepEqual(resource, expected[urn], urn);
        }
      }
    });

    it("keeps every secret as ciphertext in the exported state", () => {
      let secrets = 0;
      for (const project of chosenProjects([])) {
        const state = exportState(sandbox, project);
        for (const text of secretTexts(exportState(sandbox, project, true))) {
          secrets++;
          assert.ok(!state.includes(JSON.stringify(text).slice(1, -1)), `${project.name} shows a secret`);
        }
      }
      assert.ok(secrets > 0, "no layer has a secret: the test proves nothing");
    });

    // Once is enough to prove it: it takes as long as bringing the environment up.
    if (environment === "dev") {
      it("changes nothing when it is brought up again", async () => {
        const { code, runs } = await up(environment, options());
        assert.equal(code, 0, said.join("\n"));
        for (const { project, changes } of runs) {
          const { unchanged, ...changed } = changes;
          assert.ok(unchanged > 0, project);
          assert.deepEqual(changed, { created: 0, updated: 0, replaced: 0, deleted: 0 }, project);
        }
      });
    }

    it("leaves nothing behind when it is destroyed but what charts keep, protected resources included", async () => {
      const { code } = await destroy(environment, options());
      assert.equal(code, 0, said.join("\n"));
      assert.equal(sandbox.leftInCloud, keptByCharts(await planEnvironment(environment)));
      for (const project of chosenProjects([]))
        assert.deepEqual(sandbox.resources(project), [], project.name);
    });

    it("does not write to the environment file", () => {
      assert.equal(readFileSync(file, "utf8"), committed);
      assert.equal(readEnvironmentFile(environment).environment.name, environment);
    });
  });
}
