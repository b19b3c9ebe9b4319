import assert from "node:assert/strict";
import { UnknownValue } from "@aip/common/value.ts";
import { step } from "./journey.ts";
import { broken, held, NotSeen, type Outcome, refused } from "./outcome.ts";
import { prove } from "./prove.ts";
import type { World } from "./world/world.ts";

const world = {} as World;
const verdict = (...proofs: readonly (() => Outcome)[]) =>
  prove(world, [
    {
      name: "j",
      title: "It works",
      user: "a person",
      steps: () => proofs.map((proof) => step("Does it", proof)),
    },
  ]).map(({ verdict: found, steps }) => [found, ...steps.map(({ reason }) => reason)]);

const yes = () => held("so it is");
const no = () => broken("so it is not");
const unknown = (): Outcome => {
  throw new UnknownValue("spec.port");
};
const unseen = (): Outcome => {
  throw new NotSeen("the chart is closed");
};

describe("a journey", () => {
  it("holds where every step does", () =>
    assert.deepEqual(verdict(yes, yes), [["held", "so it is", "so it is"]]));

  it("is broken where any step is, whatever the others hang on", () =>
    assert.equal(verdict(yes, unknown, no)[0]?.[0], "broken"));

  it("is undecided where a step hangs on a value or a closed chart, and names it", () => {
    assert.deepEqual(verdict(unknown), [["undecided", "spec.port is not known yet"]]);
    assert.deepEqual(verdict(yes, unseen), [["undecided", "so it is", "the chart is closed"]]);
  });

  it("is left out where it has no steps", () => assert.deepEqual(verdict(), []));

  it("does not hide an error of its own", () =>
    assert.throws(() =>
      verdict(() => {
        throw new TypeError("a bug");
      }),
    ));
});

describe("a refusal", () => {
  it("holds where what must not be possible is not, and stays undecided", () => {
    assert.deepEqual(
      [refused(no()), refused(yes()), refused({ verdict: "undecided", reason: "?" })].map(
        (found) => found.verdict,
      ),
      ["held", "broken", "undecided"],
    );
  });
});
