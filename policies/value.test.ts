import assert from "node:assert/strict";
import { createRequire } from "node:module";
import fc from "fast-check";
import { withoutProxy } from "./pack-resource.ts";
import { UnknownValue, unknownSentinels, unknownValue, Value } from "./value.ts";

const sdk = createRequire(import.meta.url)("@pulumi/policy/proxy.js") as Record<string, unknown> & {
  unknownCheckingProxy(inputs: object): Record<string, unknown>;
};

describe("Value", () => {
  it("knows every sentinel of the SDK", () => {
    const sentinels = Object.entries(sdk).flatMap(([name, value]) =>
      name.startsWith("unknown") && typeof value === "string" ? [value] : [],
    );
    assert.equal(sentinels.length, 7);
    for (const sentinel of sentinels) assert.ok(unknownSentinels.has(sentinel));
  });

  it("reads texts, numbers and flags in the forms providers write them", () => {
    const value = Value.of({ on: "true", off: false, count: "3", list: "one", nested: { a: [{ b: 1 }] } });
    assert.equal(value.at("on").flag(), true);
    assert.equal(value.at("off").flag(), false);
    assert.equal(value.at("count").number(), 3);
    assert.deepEqual(value.at("list").texts(), ["one"]);
    assert.equal(value.at("nested", "a", 0, "b").number(), 1);
    assert.equal(value.at("nested", "a", 0, "b").path, "nested.a[0].b");
  });

  it("reads a value of the wrong type as absent", () => {
    const value = Value.of({ a: 1, b: null });
    assert.equal(value.at("a").text(), undefined);
    assert.deepEqual(value.at("a").list(), []);
    assert.equal(value.at("a", "b", 0).isAbsent, true);
    assert.equal(value.at("b").isAbsent, true);
    assert.equal(value.at("constructor").isAbsent, true);
  });

  it("throws only where an unknown value itself is asked for", () => {
    const value = Value.of({ spec: unknownValue, given: undefined, list: [1, unknownValue] });
    assert.equal(value.at("spec").isSet, true);
    assert.throws(() => value.at("spec", "replicas").number(), UnknownValue);
    assert.throws(() => value.at("given").text(), UnknownValue);
    assert.equal(value.at("list").list()[0]?.number(), 1);
    assert.equal(value.at("missing").text(), undefined);
  });

  it("takes JSON where it stands as text, and nothing else", () => {
    assert.equal(Value.of('{"a":"b"}').json().at("a").text(), "b");
    assert.equal(Value.of("{broken").json().isAbsent, true);
  });

  it("never throws anything else, whatever is read", () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.oneof(fc.string(), fc.nat())), (raw, path) => {
        const value = Value.of(raw).at(...path);
        for (const read of [
          () => value.text(),
          () => value.number(),
          () => value.flag(),
          () => value.list(),
          () => value.texts(),
          () => value.entries(),
          () => value.json(),
        ]) {
          try {
            read();
          } catch (error) {
            assert.ok(error instanceof UnknownValue);
          }
        }
      }),
    );
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
