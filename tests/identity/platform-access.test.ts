import assert from "node:assert/strict";
import { judged } from "@aip/common/iam/testing/judge.ts";
import { iamManagedPolicies } from "@aip/facts/iam-managed-policies.ts";
import type { World } from "@aip/proof";
import { mayDo, requestsOf } from "@aip/proof/identity/access.ts";
import { principalOf } from "@aip/proof/identity/principal.ts";
import { plannedWorld } from "../support/planned-world.ts";
import { questions } from "./questions.ts";

/** The answers of production's own policies, and those of an independent simulator about the same documents. */
describe("what pods of production may do in AWS", () => {
  let world: World;
  before(async function () {
    this.timeout(60_000);
    world = await plannedWorld("prod");
  });

  it("is known of every policy of AWS's own that is attached, but for the one that is left out", () => {
    const attached = world.stack
      .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .map((view) => view.at("policyArn").text() ?? "")
      .filter((arn) => arn.startsWith("arn:aws:iam::aws:policy/"));
    assert.ok(attached.length > 5);
    assert.deepEqual(
      [...new Set(attached)].filter((arn) => iamManagedPolicies[arn] === undefined),
      ["arn:aws:iam::aws:policy/service-role/AWS_ConfigRole"],
    );
  });

  for (const { says, pods, action, resource, context = {}, expected, unjudged = [] } of questions) {
    it(says, async () => {
      const principal = principalOf(world, ...pods);
      assert.ok(principal, `${pods.join("/")} has no identity in AWS`);
      const arn = resource(world);
      const outcome = mayDo(world, principal, action, arn, context);
      assert.equal(outcome.verdict, expected, outcome.reason);

      const answers = await Promise.all(
        requestsOf(world, principal, { action, resource: arn, context }).map(({ policies, request }) =>
          judged(policies, request),
        ),
      );
      const passedOver = answers.flatMap(({ ignored }) => ignored);
      if (unjudged.length > 0) {
        assert.deepEqual(
          unjudged.filter((key) => !passedOver.includes(key)),
          [],
          "the judge knows the key now",
        );
        return;
      }
      assert.equal(
        answers.every(({ allowed }) => allowed),
        expected === "held",
        `the judge answers ${JSON.stringify(answers)}`,
      );
    });
  }
});
