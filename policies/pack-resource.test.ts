import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { unknownSentinels, unknownValue } from "@aip/common/protocol.ts";
import { withoutProxy } from "./pack-resource.ts";

const sdk = createRequire(import.meta.url)("@pulumi/policy/proxy.js") as Record<string, unknown> & {
  unknownCheckingProxy(inputs: object): Record<string, unknown>;
};

describe("the policy SDK", () => {
  it("marks unknown values with the sentinels that we know, and no others", () => {
    const sentinels = Object.entries(sdk).flatMap(([name, value]) =>
      name.startsWith("unknown") && typeof value === "string" ? [value] : [],
    );
    assert.deepEqual(new Set(sentinels), unknownSentinels);
  });
});

describe("withoutProxy", () => {
  const inputs = { a: { b: unknownValue, c: [unknownValue, 1] }, d: "x" };

  it("reaches through the SDK's proxy, which the SDK does not promise", () => {
    assert.equal(withoutProxy(sdk.unknownCheckingProxy(inputs)), inputs);
  });

  it("copies where the SDK hides its target, unknowns marked", () => {
    const shy = new Proxy(sdk.unknownCheckingProxy(inputs), {
      get: (target, key) => (String(key).startsWith("__") ? undefined : target[key as string]),
    });
    assert.deepEqual(withoutProxy(shy), inputs);
  });
});
