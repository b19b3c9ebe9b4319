import assert from "node:assert/strict";
import { catalogueProject, layerNames } from "@aip/contracts";
import { environmentNames, readEnvironmentFile } from "@aip/environments";
import { derivedNames } from "@aip/environments/derived-names.ts";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { Plan } from "../cli/plan/file.ts";
import { planEnvironment } from "../cli/plan/plan.ts";
import { html } from "../cli/report/html.ts";
import { failures } from "../cli/report/summary.ts";

const plans = new Map<string, Promise<Plan>>();

/** Each environment is planned once, one after the other: programs of one process may not overlap. */
function planOf(environment: string): Promise<Plan> {
  const known = plans.get(environment);
  if (known) return known;
  const before = Promise.allSettled([...plans.values()]);
  const plan = before.then(() => planEnvironment(environment));
  plans.set(environment, plan);
  return plan;
}

/** The property that names a resource, for the kinds whose names are limited most. */
const namedBy: Readonly<Record<string, string>> = {
  "aws:s3/bucket:Bucket": "bucketPrefix",
  "aws:eks/cluster:Cluster": "name",
  "aws:cloudtrail/trail:Trail": "name",
  "aws:accessanalyzer/analyzer:Analyzer": "analyzerName",
  "aws:rds/instance:Instance": "identifier",
  "aws:ecr/repository:Repository": "name",
  "aws:route53/zone:Zone": "name",
};

for (const environment of environmentNames()) {
  describe(`the plan of ${environment}`, () => {
    it("has every layer and the catalogue, in order, with resources and the outputs of their contracts", async () => {
      const plan = await planOf(environment);
      assert.deepEqual(
        plan.layers.map(({ name }) => name),
        [...layerNames, catalogueProject],
      );
      for (const { name, resources } of plan.layers) {
        // The catalogue is its stack and nothing else.
        assert.equal(
          resources.length > 1,
          name !== catalogueProject,
          `${name}: ${resources.length} resources`,
        );
      }
    });

    it("breaks no mandatory policy and stays within the budget", async () => {
      const plan = await planOf(environment);
      assert.deepEqual(
        failures(plan).map(({ policy, urn, message }) => `${policy} ${urn}: ${message}`),
        [],
      );
      assert.ok(plan.monthlyUsd > 0, "nothing has a price");
      assert.ok(plan.monthlyUsd <= plan.budgetUsd, `${plan.monthlyUsd} of ${plan.budgetUsd} USD`);
      assert.equal(plan.budgetUsd, readEnvironmentFile(environment).environment.budget.monthlyUsd);
    });

    it("has the names that the check of the environment's name knows, and no others of their kinds", async () => {
      const { layers } = await planOf(environment);
      const planned = layers
        .flatMap(({ resources }) => resources)
        .flatMap(({ type, inputs }) => {
          const name = inputs[namedBy[type] ?? ""];
          return typeof name === "string" && name.includes(environment) ? [name] : [];
        });
      const file = readEnvironmentFile(environment).environment;
      const derived = derivedNames(file).map(({ name }) => name(environment));
      const missing = derived.filter((name) => !planned.some((one) => one.startsWith(name)));
      const unknown = planned.filter((one) => !derived.some((name) => one === name || one === `${name}-`));
      assert.deepEqual({ missing, unknown }, { missing: [], unknown: [] });
    });

    it("gives every resource an explicit provider", async () => {
      const { layers } = await planOf(environment);
      const bare = layers
        .flatMap(({ resources }) => resources)
        .filter(({ custom, type, provider }) => custom && !type.startsWith("pulumi:") && provider === "");
      assert.deepEqual(
        bare.map(({ urn }) => urn),
        [],
      );
    });

    it("names parents and dependencies that are in the plan", async () => {
      const { layers } = await planOf(environment);
      for (const { resources } of layers) {
        const urns = new Set(resources.map(({ urn }) => urn));
        for (const { urn, parent, dependsOn } of resources) {
          for (const other of [...(parent ? [parent] : []), ...dependsOn]) {
            assert.ok(urns.has(other), `${urn} refers to ${other}, which the layer does not have`);
          }
        }
      }
    });

    it("shows no secret, neither in the plan file nor in the report", async () => {
      const plan = await planOf(environment);
      const cloud = simulatedCloud({ region: plan.region });
      const generated = plan.layers
        .flatMap(({ resources }) => resources)
        .filter(({ type }) => type.startsWith("random:index/random"))
        .flatMap(({ urn, type, inputs }) => Object.values(cloud.create(urn, type, inputs).outputs))
        .filter((value) => typeof value === "string" && value.length > 10);
      assert.ok(generated.length > 5, "the platform generates passwords");
      const files = `${JSON.stringify(plan)}${html(plan, { layer: [], service: [], team: [] })}`;
      assert.deepEqual(
        generated.filter((secret) => files.includes(String(secret))),
        [],
      );
      assert.match(files, /"\[secret\]"/);
    });

    it("is the same when it is planned again", async () => {
      const first = await planOf(environment);
      const second = await planEnvironment(environment);
      assert.deepEqual(second.layers, first.layers);
    });
  });
}
