import assert from "node:assert/strict";
import { aiRequirements } from "@aip/facts/ai-conformance.ts";
import { conformanceSheet } from "@aip/proof/conformance/sheet.ts";
import { clusterIn } from "@aip/proof/placement/shared-cluster.ts";
import { parse } from "yaml";
import { plannedWorld } from "../../tests/support/planned-world.ts";
import { productSheet, sheetMarkdown } from "./sheets.ts";

const rowsOf = async (environment: string, version: "1.35" | "1.36" = "1.35") =>
  conformanceSheet(clusterIn(await plannedWorld(environment)), version);

describe("the sheet of AI Conformance", function () {
  this.timeout(60_000);

  for (const [version, must, should] of [
    ["1.35", 9, 3],
    ["1.36", 8, 6],
  ] as const) {
    it(`of ${version} has ${must} MUST and ${should} SHOULD, each with a status`, async () => {
      const rows = await rowsOf("prod", version);
      assert.equal(rows.filter(({ level }) => level === "MUST").length, must);
      assert.equal(rows.filter(({ level }) => level === "SHOULD").length, should);
      const silent = rows.filter(({ status, notes }) => status !== "Implemented" && notes === "");
      assert.deepEqual(silent, [], "what is not implemented says why");
    });
  }

  it("says what the plan has, and what it has not", async () => {
    const found = Object.fromEntries((await rowsOf("prod")).map((row) => [row.requirement.id, row]));
    assert.equal(found.gang_scheduling?.proof, "control plane");
    assert.ok(found.gang_scheduling?.evidence.some((each) => each.startsWith("ClusterQueue ")));
    assert.equal(found.cluster_autoscaling?.proof, "needs hardware");
    assert.equal(found.robust_controller?.status, "Not Implemented");
    assert.equal(found.robust_controller?.proof, "needs operator");
  });

  it("differs where an environment differs: dev has no gateway", async () => {
    const found = (await rowsOf("dev")).find(({ requirement }) => requirement.id === "ai_inference");
    assert.equal(found?.status, "Not Implemented");
    assert.deepEqual(found?.evidence, []);
  });

  it("has the form of a submission", async () => {
    const rows = await rowsOf("prod");
    const sheet = parse(productSheet("prod", "1.35", rows)) as {
      metadata: { kubernetesVersion: string };
      spec: Record<
        string,
        { id: string; level: string; status: string; evidence: string[]; notes: string }[]
      >;
    };
    assert.equal(sheet.metadata.kubernetesVersion, "v1.35");
    const ids = Object.values(sheet.spec).flatMap((rows) => rows.map(({ id }) => id));
    assert.deepEqual(
      ids.toSorted(),
      aiRequirements
        .filter(({ levels }) => levels["1.35"])
        .map(({ id }) => id)
        .toSorted(),
    );
    const statuses = new Set(["Implemented", "Not Implemented", "Partially Implemented", "N/A"]);
    assert.ok(
      Object.values(sheet.spec)
        .flat()
        .every(({ status }) => statuses.has(status)),
    );
    assert.equal(sheetMarkdown("prod", "1.35", rows).match(/^\| \w+ \| (MUST|SHOULD) /gm)?.length, 12);
  });
});
