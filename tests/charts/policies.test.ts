import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { charts } from "@aip/facts/charts.ts";
import { chartObject } from "@aip/policies/chart-object.ts";
import { chartWaivers } from "@aip/policies/chart-waivers.ts";
import { isBlocking } from "@aip/policies/evaluate.ts";
import type { Plan } from "../../cli/plan/file.ts";
import { planEnvironment } from "../../cli/plan/plan.ts";
import { ChangedEnvironment } from "../support/environment-files.ts";
import { skip } from "../support/skip.ts";
import { missingHelm, ownCharts, withCharts } from "./own-charts.ts";
import { whyClosed } from "./render.ts";

/** The resource in whose place a careless chart of our own is rendered: that of the exporter of GPU metrics. */
const chart = "gpu-metrics";

/** The plan of an environment with some keys changed. */
async function changedPlan(name: string, change: Record<string, unknown>): Promise<Plan> {
  const file = new ChangedEnvironment(name, change);
  try {
    return await planEnvironment(name, { directory: file.directory });
  } finally {
    file.remove();
  }
}

/** A folder with our own chart under the name and version of the exporter's, careless with the rights of its pods. */
function carelessExporter(): string {
  const folder = mkdtempSync(join(tmpdir(), "aip-careless-"));
  const { chart: name, version } = charts["dcgm-exporter"];
  const path = join(folder, name);
  cpSync(join(ownCharts, "lantern"), path, { recursive: true });
  const change = (file: string, from: RegExp, to: string) => {
    const text = readFileSync(join(path, file), "utf8");
    assert.match(text, from);
    writeFileSync(join(path, file), text.replace(from, to));
  };
  change("Chart.yaml", /^name: .*$/m, `name: ${name}`);
  change("Chart.yaml", /^version: .*$/m, `version: ${version}`);
  change("values.yaml", /^careless: false$/m, "careless: true");
  return folder;
}

describe("policies on what a chart renders", function () {
  this.timeout(120_000);
  let folder: string;

  before(function () {
    const reason = missingHelm();
    if (reason !== undefined) skip(this, reason);
    folder = carelessExporter();
  });
  after(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  /** What the plan of dev finds of the objects of that chart, with waivers of the environment for some rules. */
  async function findings(waived: readonly string[]) {
    const waivers = waived.map((rule) => ({
      rule,
      chart,
      resource: "*",
      reason: `the lantern hangs there: ${rule}`,
      owner: "harbour",
      expires: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
    }));
    const plan = await withCharts(folder, () => changedPlan("dev", { policies: { waivers } }));
    return plan.violations.filter(({ urn }) => chartObject(urn)?.chart === chart);
  }

  it("stop a plan for a privileged pod and a binding to cluster-admin, until a waiver of the chart covers them", async () => {
    const blocking = (await findings([])).filter(isBlocking).map(({ policy }) => policy);
    assert.ok(blocking.includes("kubernetes-not-privileged"), blocking.join(", "));
    assert.ok(blocking.includes("kubernetes-rbac-no-cluster-admin"), blocking.join(", "));

    const waived = await findings([...new Set(blocking)]);
    assert.deepEqual(waived.filter(isBlocking), []);
    for (const policy of ["kubernetes-not-privileged", "kubernetes-rbac-no-cluster-admin"]) {
      const found = waived.find((violation) => violation.policy === policy);
      assert.equal(found?.waiver?.reason, `the lantern hangs there: ${policy}`);
    }
  });
});

describe("the waivers of the platform's charts", function () {
  this.timeout(120_000);

  it("cover what the charts do against a rule, and each of them something", async function () {
    const closed = (["gpu-operator", "nvidia-device-plugin", "velero"] as const)
      .map(whyClosed)
      .find((reason) => reason !== undefined);
    if (closed !== undefined) skip(this, closed);
    const plans = [
      await planEnvironment("prod"),
      await changedPlan("dev", { cluster: { gpu: { software: "operator" } } }),
    ];
    const findings = plans.flatMap(({ violations }) => violations);
    const ofCharts = findings.filter(({ policy }) => policy.startsWith("kubernetes-"));
    assert.deepEqual(
      ofCharts.filter(isBlocking).map(({ policy, urn }) => `${policy} ${urn}`),
      [],
    );
    assert.deepEqual(
      findings.filter(({ policy }) => policy === "policy-waiver-unused"),
      [],
    );
    const unseen = chartWaivers.filter(
      ({ rule, reason }) =>
        !findings.some(({ policy, waiver }) => policy === rule && waiver?.reason === reason),
    );
    assert.deepEqual(unseen, []);
  });
});
