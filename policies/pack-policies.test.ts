import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { unknownValue } from "@aip/common/protocol.ts";
import { noConfiguration, type PolicyConfiguration } from "./configuration.ts";
import { packPolicies } from "./pack-policies.ts";
import { type Rule, resourceRule } from "./rule.ts";
import { allRules } from "./rules/index.ts";

// The SDK's own server and messages: the test asks the pack what the engine asks it.
const require = createRequire(import.meta.url);
const messages = require("@pulumi/pulumi/proto/analyzer_pb.js");
const struct = require("google-protobuf/google/protobuf/struct_pb.js");
const server = require("@pulumi/policy/server.js") as Record<
  "makeAnalyzeRpcFun" | "makeRemediateRpcFun",
  MakeRpc
>;
type Rpc = (call: { request: unknown }, callback: (error: unknown, response: Message) => void) => void;
type MakeRpc = (name: string, version: string, level: string, policies: unknown) => Rpc;
interface Message {
  toObject(): { diagnosticsList: Diagnostic[]; remediationsList: { policyname: string }[] };
  getRemediationsList(): { getProperties(): { toJavaScript(): Record<string, unknown> } }[];
}
interface Diagnostic {
  policyname: string;
  message: string;
  enforcementlevel: number;
}
const advisory = 0;
const mandatory = 1;

const policiesOf = (rules: readonly Rule[], configuration: Partial<PolicyConfiguration> = {}) =>
  packPolicies({
    rules,
    environment: { name: "prod", profile: "production", today: "2026-11-21", scope: "stack" },
    configuration: { ...noConfiguration, ...configuration },
    problems: [],
    region: "us-east-1",
  });

function ask(
  kind: "makeAnalyzeRpcFun" | "makeRemediateRpcFun",
  policies: unknown,
  type: string,
  inputs: object,
): Promise<Message> {
  const request = new messages.AnalyzeRequest();
  request.setType(type);
  request.setName("subject");
  request.setUrn(`urn:pulumi:prod::test::${type}::subject`);
  request.setProperties(struct.Struct.fromJavaScript(inputs));
  request.setOptions(new messages.AnalyzerResourceOptions());
  return new Promise((resolve, reject) => {
    server[kind](
      "pack",
      "1.0.0",
      "advisory",
      policies,
    )({ request }, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

const volume = "aws:ebs/volume:Volume";
const named = (name: string): Rule => allRules.find((rule) => rule.name === name) as Rule;
const waiver = {
  rule: "ebs-volume-encrypted",
  resource: "subject",
  reason: "scratch",
  owner: "ml",
  expires: "2027-01-31",
};

describe("the pack, asked as the engine asks it", () => {
  it("reports what a rule finds, at the rule's level", async () => {
    const { diagnosticsList } = (
      await ask("makeAnalyzeRpcFun", policiesOf([named("ebs-volume-encrypted")]), volume, {})
    ).toObject();
    assert.equal(diagnosticsList.length, 1);
    assert.equal(diagnosticsList[0]?.enforcementlevel, mandatory);
    assert.match(diagnosticsList[0]?.message ?? "", /encrypted is not true\. Set encrypted to true/);
  });

  it("reports a waived finding as advisory, with its waiver", async () => {
    const policies = policiesOf([named("ebs-volume-encrypted")], { waivers: [waiver] });
    const { diagnosticsList } = (await ask("makeAnalyzeRpcFun", policies, volume, {})).toObject();
    assert.equal(diagnosticsList[0]?.policyname, "ebs-volume-encrypted");
    assert.equal(diagnosticsList[0]?.enforcementlevel, advisory);
    assert.match(diagnosticsList[0]?.message ?? "", /Waived until 2027-01-31 by ml: scratch/);
  });

  it("answers for a rule that breaks down, instead of failing the deployment", async () => {
    const crashing = resourceRule({
      ...named("ebs-volume-encrypted"),
      name: "ebs-crashing",
      check() {
        throw new TypeError("secret=hunter2");
      },
    } as never);
    const { diagnosticsList } = (
      await ask("makeAnalyzeRpcFun", policiesOf([crashing as Rule]), volume, {})
    ).toObject();
    assert.equal(diagnosticsList[0]?.policyname, "policy-crashed");
    assert.match(diagnosticsList[0]?.message ?? "", /ebs-crashing broke down: TypeError/);
    assert.doesNotMatch(diagnosticsList[0]?.message ?? "", /hunter2/);
  });

  it("says nothing where a value is not known yet, and does not give up the rule", async () => {
    const policies = policiesOf([named("ec2-block-devices-encrypted")]);
    const devices = [{ ebs: { encrypted: unknownValue } }, { ebs: { encrypted: "false" } }];
    const type = "aws:ec2/launchTemplate:LaunchTemplate";
    const { diagnosticsList } = (
      await ask("makeAnalyzeRpcFun", policies, type, { blockDeviceMappings: devices })
    ).toObject();
    assert.deepEqual(
      diagnosticsList.map(({ message }) => message.includes("blockDeviceMappings[1]")),
      [true],
    );
  });

  it("corrects nothing unless it is set to", async () => {
    const queue = "aws:sqs/queue:Queue";
    const plain = { sqsManagedSseEnabled: false };
    const off = await ask("makeRemediateRpcFun", policiesOf([named("sqs-queue-encrypted")]), queue, plain);
    assert.deepEqual(off.toObject().remediationsList, []);
    const policies = policiesOf([named("sqs-queue-encrypted")], { remediate: ["sqs-queue-encrypted"] });
    const on = await ask("makeRemediateRpcFun", policies, queue, { ...plain, name: "jobs" });
    assert.deepEqual(on.getRemediationsList()[0]?.getProperties().toJavaScript(), {
      sqsManagedSseEnabled: true,
      name: "jobs",
    });
  });

  it("switches rules off where the environment does, and only there", () => {
    const [, policy] = policiesOf([named("ebs-volume-encrypted")], {
      enforcement: { "ebs-volume-encrypted": "disabled" },
    });
    assert.equal(policy?.enforcementLevel, "disabled");
    assert.equal(policiesOf([named("ebs-volume-encrypted")])[1]?.enforcementLevel, "mandatory");
  });

  it("publishes each rule's settings, with the environment's values as defaults", () => {
    const [, policy] = policiesOf([named("rds-backed-up")], {
      settings: { "rds-backed-up": { minimumDays: 14 } },
    });
    assert.equal(policy?.configSchema?.properties.minimumDays?.default, 14);
    assert.deepEqual(policy?.framework, {
      name: "AWS FSBP",
      version: "",
      reference: "RDS.11",
      specification: "AWS FSBP RDS.11",
    });
  });

  it("lets the SDK pass over rules of other types, and never over those of the resource's own", async () => {
    const seen: string[] = [];
    const watching = (name: string, type: string) =>
      resourceRule({
        ...named("ebs-volume-encrypted"),
        name,
        types: [type],
        check: (view: { type: string }, { fail }: { fail(message: string): void }) => {
          seen.push(`${name} ${view.type}`);
          fail("Seen.");
        },
      } as never) as Rule;
    const policies = policiesOf([watching("watch-a", "a:b:A"), watching("watch-b", "a:b:B")]);
    const types = ["a:b:A", "a:b:B", "a:b:A", "a:b:C", "a:b:B"];
    const wanted = [["watch-a"], ["watch-b"], ["watch-a"], [], ["watch-b"]];
    const names = (answer: Message) => answer.toObject().diagnosticsList.map(({ policyname }) => policyname);
    // One after the other, as the SDK works, and all at once, should it ever do so.
    const inTurn: string[][] = [];
    for (const type of types) inTurn.push(names(await ask("makeAnalyzeRpcFun", policies, type, {})));
    assert.deepEqual(inTurn, wanted);
    assert.equal(seen.length, 4);
    const together = await Promise.all(types.map((type) => ask("makeAnalyzeRpcFun", policies, type, {})));
    assert.deepEqual(together.map(names), wanted);
  });
});

describe("every remediation", () => {
  const correcting = allRules.filter((rule) => rule.kind === "resource" && rule.remediate !== undefined);

  it("keeps what it does not correct", async () => {
    assert.ok(correcting.length > 10);
    for (const rule of correcting) {
      for (const type of rule.types.slice(0, 3)) {
        const policies = policiesOf([rule], { remediate: [rule.name] });
        const message = await ask("makeRemediateRpcFun", policies, type, { untouched: "yes" });
        const [remediation] = message.getRemediationsList();
        if (remediation !== undefined)
          assert.equal(remediation.getProperties().toJavaScript().untouched, "yes", rule.name);
      }
    }
  });
});
