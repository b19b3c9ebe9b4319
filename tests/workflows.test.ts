import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";

const folder = new URL("../.github/workflows/", import.meta.url);

interface Job {
  readonly permissions?: unknown;
  readonly steps: readonly { readonly uses?: string }[];
}

describe("workflows", () => {
  for (const file of readdirSync(folder)) {
    const workflow = parse(readFileSync(new URL(file, folder), "utf8")) as {
      readonly permissions: unknown;
      readonly jobs: Readonly<Record<string, Job>>;
    };

    it(`${file} pins every action by digest`, () => {
      const uses = Object.values(workflow.jobs).flatMap(({ steps }) =>
        steps.flatMap((step) => step.uses ?? []),
      );
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
});
