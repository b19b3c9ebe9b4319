import assert from "node:assert/strict";
import { decide, eachKnown, guard } from "./undecided.ts";

const values = { size: 3, parts: { one: { size: 1 }, two: { size: 2 } }, list: [1, 2] };

/** What a rule comes to; `undefined` where it is not decided. */
function outcome<T>(rule: () => T): T | undefined {
  let result: T | undefined;
  decide(() => {
    result = rule();
  });
  return result;
}

describe("a rule over values of which some are mistaken", () => {
  const guarded = guard(values, [["size"], ["parts", "two"]]);

  it("ends where it reads one of them, and is decided where it does not", () => {
    assert.equal(
      outcome(() => guarded.size),
      undefined,
    );
    assert.equal(
      outcome(() => guarded.parts.two.size),
      undefined,
    );
    assert.equal(
      outcome(() => guarded.parts.one.size),
      1,
    );
    assert.deepEqual(
      outcome(() => [...guarded.list]),
      [1, 2],
    );
  });

  it("ends where it lists a mapping that one of them belongs to, though it may have been taken out", () => {
    const { two: _, ...parts } = values.parts;
    const without = guard({ ...values, parts }, [["parts", "two"]]);
    assert.equal(
      outcome(() => Object.values(without.parts).length),
      undefined,
    );
    assert.equal(
      outcome(() => Object.keys(without).length),
      3,
    );
  });

  it("is asked for each entry that is known", () => {
    const seen: string[] = [];
    eachKnown(guarded.parts, (key, { size }) => seen.push(`${key} ${size}`));
    assert.deepEqual(seen, ["one 1"]);
  });

  it("fails where something else fails", () => {
    assert.throws(
      () =>
        decide(() => {
          throw new Error("a fault of ours");
        }),
      /a fault of ours/,
    );
  });
});
