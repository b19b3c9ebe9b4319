import assert from "node:assert/strict";
import { allHold, attempt, everyKnown, findKnown, someKnown } from "./three-valued.ts";
import { UnknownValue } from "./value.ts";

/** Passes for `true`, fails for `false`, and hangs on a value for its name. */
const test = (element: boolean | string): boolean => {
  if (typeof element === "string") throw new UnknownValue(element);
  return element;
};

describe("tests of values that may be unknown", () => {
  it("find one that passes behind one that is not known", () => {
    assert.equal(findKnown(["a", false, true], test), true);
    assert.equal(someKnown(["a", true], test), true);
    assert.equal(someKnown([false, false], test), false);
  });

  it("find one that fails behind one that is not known", () => {
    assert.equal(everyKnown(["a", false], test), false);
    assert.equal(everyKnown([true, true], test), true);
    assert.equal(
      allHold(
        () => test("a"),
        () => test(false),
      ),
      false,
    );
  });

  it("name the first value that a decision hangs on", () => {
    assert.equal(attempt(() => someKnown([false, "a", "b"], test)).unknown?.path, "a");
    assert.equal(attempt(() => everyKnown([true, "b", "a"], test)).unknown?.path, "b");
  });

  it("let through every other error", () => {
    const fail = () => {
      throw new Error("broken");
    };
    assert.throws(() => someKnown([1], fail), /broken/);
    assert.throws(() => attempt(fail), /broken/);
  });
});
