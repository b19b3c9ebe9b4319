import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { planEnvironment } from "./plan.ts";

describe("planEnvironment", () => {
  it("hides secret outputs in the plan, and hands them on to the layers that read them", async () => {
    let received: unknown;
    const { layers } = await planEnvironment("dev", {
      projects: [
        {
          name: "ai-platform",
          load: async () => async () => ({
            open: "seen",
            hidden: pulumi.secret({ password: "s3cret-value" }),
          }),
        },
        {
          name: "ai-platform",
          load: async () => async () => {
            const reference = new pulumi.StackReference("before", { name: "organization/ai-platform/dev" });
            received = await reference.getOutputDetails("hidden");
            return {};
          },
        },
      ],
    });
    assert.deepEqual(layers[0]?.outputs, { open: "seen", hidden: "[secret]" });
    assert.deepEqual(received, { secretValue: { password: "s3cret-value" } });
    assert.doesNotMatch(JSON.stringify(layers), /s3cret-value/);
  });
});
