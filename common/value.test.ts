import assert from "node:assert/strict";
import fc from "fast-check";
import { unknownValue } from "./protocol.ts";
import { UnknownValue, Value } from "./value.ts";

describe("Value", () => {
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

  it("takes JSON where it is written as text, and nothing else", () => {
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
