import assert from "node:assert/strict";
import { unknownValue } from "@aip/common/protocol.ts";
import type { Resource } from "@aip/common/resource.ts";
import { resource } from "@aip/common/testing/resource.ts";
import { noConfiguration, type PolicyConfiguration, readConfiguration } from "./configuration.ts";
import { type EvaluateOptions, evaluate, isBlocking } from "./evaluate.ts";
import { type Rule, type RuleEnvironment, resourceRule, stackRule } from "./rule.ts";

const environment: RuleEnvironment = {
  name: "prod",
  profile: "production",
  today: "2026-11-21",
  scope: "environment",
};
const type = "test:index:Thing";
const urnOf = (name: string) => resource(type, {}, { name }).urn;
const thing = (name: string, inputs: Record<string, unknown>): Resource => resource(type, inputs, { name });
const info = {
  family: "reliability",
  title: "Things are good",
  reasoning: "Bad things break.",
  severity: "high",
  frameworks: [{ framework: "AWS FSBP", control: "Thing.1" }],
  enforcement: "mandatory",
  remediation: ["Make it good."],
  url: "https://example.com",
  types: [type],
} as const;
const good = resourceRule({
  ...info,
  name: "thing-good",
  settings: { word: { type: "string", default: "good", description: "What good is." } },
  check(view, { fail, config }) {
    if (view.at("state").text() !== config.word) fail("It is not good.");
  },
});
const crashing = resourceRule({
  ...info,
  name: "thing-crashing",
  check() {
    throw new Error("secret=hunter2");
  },
});
const alone = stackRule({
  ...info,
  name: "thing-alone",
  severity: "low",
  enforcement: { development: "disabled", staging: "advisory", production: "mandatory" },
  check(stack, { fail }) {
    if (stack.ofType(type).length > 1) fail("There is more than one.");
  },
});

const run = (
  rules: readonly Rule[],
  resources: readonly Resource[],
  configuration: Partial<PolicyConfiguration> = {},
  more: Partial<EvaluateOptions> = {},
) =>
  evaluate(resources, {
    environment,
    rules,
    configuration: { ...noConfiguration, ...configuration },
    ...more,
  });

const waiver = {
  rule: "thing-good",
  resource: "a",
  reason: "goes next week",
  owner: "ml",
  expires: "2027-01-01",
};

describe("evaluate", () => {
  it("says what is wrong and what to do", () => {
    const { violations } = run([good], [thing("a", { state: "bad" }), thing("b", { state: "good" })]);
    assert.deepEqual(violations, [
      {
        policy: "thing-good",
        enforcement: "mandatory",
        severity: "high",
        urn: urnOf("a"),
        message: "It is not good. Make it good.",
        frameworks: ["AWS FSBP Thing.1"],
        waiver: null,
      },
    ]);
  });

  it("defers what depends on an unknown value, once for each property", () => {
    const { violations, deferred } = run([good], [thing("a", { state: unknownValue })]);
    assert.deepEqual(violations, []);
    assert.deepEqual(deferred, [{ policy: "thing-good", urn: urnOf("a"), property: "state" }]);
  });

  it("makes a rule that breaks down a finding, without the text of the error", () => {
    const { violations } = run([crashing, good], [thing("a", { state: "bad" })]);
    assert.deepEqual(
      violations.map(({ policy }) => policy),
      ["policy-crashed", "thing-good"],
    );
    assert.match(violations[0]?.message ?? "", /thing-crashing broke down: Error at evaluate\.test\.ts:\d+/);
    assert.doesNotMatch(violations[0]?.message ?? "", /hunter2/);
  });

  it("enforces by profile, and by configuration over that; lists what is off", () => {
    const two = [thing("a", { state: "good" }), thing("b", { state: "good" })];
    assert.equal(run([alone], two).violations[0]?.enforcement, "mandatory");
    const staging = run([alone], two, {}, { environment: { ...environment, profile: "staging" } });
    assert.equal(staging.violations[0]?.enforcement, "advisory");
    const development = run([alone], two, {}, { environment: { ...environment, profile: "development" } });
    assert.deepEqual(development.violations, []);
    assert.deepEqual(development.disabled, [{ policy: "thing-alone", by: "default" }]);
    const off = run([alone], two, { enforcement: { "thing-alone": "disabled" } });
    assert.deepEqual(off.disabled, [{ policy: "thing-alone", by: "configuration" }]);
  });

  it("keeps what may not be switched off, and says so", () => {
    const rule = { ...good, unwaivable: true };
    const { violations } = run([rule], [thing("a", { state: "bad" })], {
      enforcement: { "thing-good": "disabled" },
      waivers: [waiver],
    });
    assert.deepEqual(
      violations.map(({ policy }) => policy),
      ["policy-configuration-invalid", "policy-waiver-invalid", "thing-good"],
    );
    assert.ok(violations.every(isBlocking));
  });

  it("passes settings on and refuses wrong ones", () => {
    const fine = run([good], [thing("a", { state: "fine" })], {
      settings: { "thing-good": { word: "fine" } },
    });
    assert.deepEqual(fine.violations, []);
    const wrong = run([good], [], {
      settings: { "thing-good": { word: 1 }, "thing-god": {} },
      enforcement: { nothing: "advisory" },
    });
    assert.deepEqual(
      wrong.violations.map(({ message }) => message.split(" Correct")[0]),
      [
        "platform:policies.enforcement.nothing: there is no such rule.",
        "platform:policies.settings.thing-good.word: expected a text, found 1.",
        "platform:policies.settings.thing-god: there is no such rule.",
      ],
    );
  });

  it("carries the waiver of a finding, which then blocks nothing", () => {
    const { violations } = run([good], [thing("a", { state: "bad" })], { waivers: [waiver] });
    assert.equal(violations.length, 1);
    assert.equal(violations[0]?.waiver?.owner, "ml");
    assert.equal(violations.some(isBlocking), false);
  });

  it("makes expired and unused waivers findings; unused ones only where all layers are seen", () => {
    const resources = [thing("a", { state: "good" })];
    const names = (found: ReturnType<typeof run>) => found.violations.map(({ policy }) => policy);
    assert.deepEqual(names(run([good], resources, { waivers: [waiver] })), ["policy-waiver-unused"]);
    assert.deepEqual(names(run([good], resources, { waivers: [{ ...waiver, expires: "2026-01-01" }] })), [
      "policy-waiver-expired",
    ]);
    const stack = run(
      [good],
      resources,
      { waivers: [waiver] },
      { environment: { ...environment, scope: "stack" } },
    );
    assert.deepEqual(names(stack), []);
  });

  it("stops what a chart renders like anything else, unless a waiver of the chart covers it", () => {
    const daemon = "kubernetes:helm.sh/v4:Chart$kubernetes:apps/v1:DaemonSet";
    const rendered = (state: string) => ({
      ...thing("exporter", { state }),
      urn: `urn:pulumi:prod::test::${daemon}::exporter:monitoring/node`,
    });
    const rule = { ...good, family: "kubernetes" as const };
    const ofChart = { waivers: [{ ...waiver, chart: "exporter", resource: "monitoring/node" }] };
    assert.ok(run([rule], [rendered("bad")]).violations.some(isBlocking));
    const waived = run([rule], [rendered("bad")], ofChart).violations;
    assert.deepEqual(
      waived.map(({ policy, waiver }) => [policy, waiver?.reason]),
      [["thing-good", "goes next week"]],
    );
    const names = (resources: readonly Resource[], more: Partial<PolicyConfiguration> = {}) =>
      run([rule], resources, { ...ofChart, ...more }).violations.map(({ policy }) => policy);
    assert.deepEqual(names([rendered("good")]), ["policy-waiver-unused"]);
    assert.deepEqual(names([thing("chart that is closed", { state: "good" })]), []);
    assert.deepEqual(names([rendered("bad")], { enforcement: { "thing-good": "disabled" } }), []);
  });

  it("judges the objects in a list one by one", () => {
    const deployment = resourceRule({
      ...info,
      name: "list-seen",
      types: ["kubernetes:apps/v1:Deployment"],
      check: (view, { fail }) => fail(`Seen ${view.at("metadata", "name").text()}.`),
    });
    const list = (kind: string, items: unknown) => ({ ...thing("l", { items }), type: kind });
    const item = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "x" } };
    for (const kind of ["kubernetes:core/v1:List", "kubernetes:apps/v1:DeploymentList"]) {
      assert.match(run([deployment], [list(kind, [item])]).violations[0]?.message ?? "", /Seen x/);
    }
    assert.deepEqual(run([deployment], [list("kubernetes:core/v1:List", unknownValue)]).violations, []);
  });
});

describe("readConfiguration", () => {
  it("takes what an environment file holds", () => {
    const { configuration, problems } = readConfiguration({
      enforcement: { a: "advisory" },
      waivers: [waiver],
      remediate: ["b"],
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(configuration, {
      enforcement: { a: "advisory" },
      settings: {},
      remediate: ["b"],
      waivers: [waiver],
    });
  });

  it("says what it cannot understand and keeps the rest", () => {
    const { configuration, problems } = readConfiguration({
      enforcement: { a: "off", b: "disabled" },
      waivers: "none",
      waiver: [],
    });
    assert.deepEqual(configuration.enforcement, { b: "disabled" });
    assert.deepEqual(
      problems,
      [
        "waiver: expected one of enforcement, settings, remediate, waivers",
        "enforcement.a: expected advisory, mandatory or disabled",
        "waivers: expected a list",
      ].toSorted((one, other) => problems.indexOf(one) - problems.indexOf(other)),
    );
    assert.deepEqual(readConfiguration("x").problems, ["expected a mapping"]);
  });
});
