import assert from "node:assert/strict";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";
import * as aws from "@pulumi/aws";
import { BudgetAlert } from "./budget-alert.ts";

const run = (notify: readonly string[], owner?: string) =>
  runProgram({
    project: "security",
    stack: "dev",
    config: {},
    cloud: simulatedCloud({ region: "us-east-1" }),
    stacks: new Map(),
    program: async () => {
      const providers = [new aws.Provider("aws", { region: "us-east-1" })];
      new BudgetAlert("spend", { monthlyUsd: 800, environment: "dev", notify, owner }, { providers });
      return {};
    },
  });

describe("BudgetAlert", () => {
  it("watches what carries the environment's tag, and notifies before and after the money is spent", async () => {
    const { resources } = await run(["team@example.com"]);
    const budget = resources.find(({ type }) => type === "aws:budgets/budget:Budget");
    assert.equal(budget?.inputs.limitAmount, "800");
    assert.deepEqual(budget?.inputs.costFilters, [{ name: "TagKeyValue", values: ["user:Environment$dev"] }]);
    const notifications = budget?.inputs.notifications as { notificationType: string; threshold: number }[];
    assert.deepEqual(
      notifications.map(({ notificationType, threshold }) => [notificationType, threshold]),
      [
        ["ACTUAL", 80],
        ["ACTUAL", 100],
        ["FORECASTED", 100],
      ],
    );
  });

  it("watches what carries the tag of the environment and of the owner, where it has one", async () => {
    const { resources } = await run(["team@example.com"], "vision");
    const budget = resources.find(({ type }) => type === "aws:budgets/budget:Budget");
    assert.equal(budget?.inputs.costFilters, undefined);
    assert.deepEqual(budget?.inputs.filterExpression, {
      ands: [
        { tags: { key: "Environment", values: ["dev"] } },
        { tags: { key: "Owner", values: ["vision"] } },
      ],
    });
  });

  it("is refused with something that is no address", async () => {
    await assert.rejects(
      run(["nobody"]),
      /subscriberEmailAddresses: found "nobody"; allowed: email addresses/,
    );
  });
});
