import assert from "node:assert/strict";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { deploy } from "../testing/deploy.ts";
import { place } from "../testing/place.ts";
import { FindingAlerts } from "./finding-alerts.ts";

/** Proves what is asked of EventBridge and who gets it. It proves nothing about the events that AWS sends. */
describe("findings of AWS", () => {
  const run = () =>
    deploy(() => {
      new FindingAlerts("findings", {
        sources: ["guardDuty", "backups"],
        emails: ["security@example.com"],
      });
      return {};
    }, place().cloud);

  it("go to a mailbox, by a topic that EventBridge may publish to and whose key it may use", async () => {
    const deployed = await run();
    const topic = deployed.resource("findings-alerts-topic");
    const subscription = deployed.inputs("findings-alerts-security-example-com");
    assert.deepEqual(
      [subscription.topic, subscription.endpoint],
      [topic.outputs.arn, "security@example.com"],
    );
    const statements = (policy: unknown) => JSON.parse(String(policy)).Statement as Properties[];
    const ofEvents = ({ Principal }: Properties) =>
      JSON.stringify(Principal).includes("events.amazonaws.com");
    const [publish] = statements(deployed.inputs("findings-policy").policy).filter(ofEvents);
    assert.deepEqual([publish?.Action, publish?.Resource], [["sns:Publish"], [topic.outputs.arn]]);
    const [use] = statements(deployed.inputs("findings-encryption-key").policy).filter(ofEvents);
    assert.deepEqual(use?.Action, ["kms:Decrypt", "kms:GenerateDataKey"]);
  });

  it("are those of the sources that are named, and no others", async () => {
    const deployed = await run();
    const rules = deployed.resources.filter(({ type }) => type === "aws:cloudwatch/eventRule:EventRule");
    assert.deepEqual(
      rules.flatMap(({ inputs }) => JSON.parse(String(inputs.eventPattern)).source),
      ["aws.guardduty", "aws.backup"],
    );
    const [, backups] = rules.map(({ inputs }) => JSON.parse(String(inputs.eventPattern)));
    assert.ok(backups.detail.state.includes("FAILED"));
    const targets = deployed.resources.filter(({ type }) => type.endsWith(":EventTarget"));
    const { arn } = deployed.resource("findings-alerts-topic").outputs;
    assert.deepEqual(
      targets.map(({ inputs }) => inputs.arn),
      [arn, arn],
    );
  });
});
