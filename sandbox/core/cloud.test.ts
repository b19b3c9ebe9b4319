import assert from "node:assert/strict";
import { Cloud } from "./cloud.ts";
import { Refused } from "./errors.ts";
import type { Models } from "./model.ts";
import { MemoryStore } from "./store.ts";

const network = "test:index:Network";
const part = "test:index:Part";
const named = "test:index:Named";

const models: Models = {
  [network]: {
    id: (planned) => `net-${planned.hex(8)}`,
    replaceOn: ["range"],
    heldBy: [part],
    outputs: (planned) => ({ address: `addr-${planned.hex(4)}` }),
  },
  [part]: {
    check: (planned, cloud, report) => {
      if (planned.inputs.size === -1) report("size", -1, "at least 0");
      if (!cloud.has(String(planned.inputs.network)))
        report("network", planned.inputs.network, "one that exists");
    },
  },
  [named]: {
    name: {
      property: "name",
      maxLength: 20,
      pattern: /^[a-z0-9-]+$/,
      allowed: "lower-case letters, digits and -",
      unique: "account",
    },
    replaceOn: ["kind"],
  },
};

const urn = (type: string, name: string) => `urn:pulumi:test::test::${type}::${name}`;
const cloud = () => new Cloud({ store: new MemoryStore(), models, invokes: {}, region: "us-east-1" });

describe("replacing in the simulated cloud", () => {
  it("gives the successor an id of its own, and deleting the old one leaves it alone", () => {
    const here = cloud();
    const old = here.create(urn(network, "a"), network, { range: 1 });
    const next = here.create(urn(network, "a"), network, { range: 2 });
    assert.notEqual(next.id, old.id);
    here.delete(old.id, network);
    assert.equal(here.read(old.id, network), undefined);
    assert.deepEqual(here.find(next.id)?.inputs, { range: 2 });
  });

  it("keeps id and outputs through updates", () => {
    const here = cloud();
    here.delete(here.create(urn(network, "a"), network, { range: 1 }).id, network);
    const made = here.create(urn(network, "a"), network, { range: 1, note: "x" });
    const updated = here.update(made.id, made.urn, network, { range: 1, note: "y" });
    assert.equal(updated.id, made.id);
    assert.equal(updated.outputs.address, made.outputs.address);
    assert.equal(here.find(made.id)?.inputs.note, "y");
  });

  it("says which change replaces, and that a resource with a fixed name has to go first", () => {
    const here = cloud();
    const fixed = here.create(urn(named, "b"), named, { name: "fixed", kind: 1 });
    const change = here.diff(named, fixed.urn, fixed.inputs, { name: "fixed", kind: 2 }, fixed.id);
    assert.deepEqual(change, { changed: ["kind"], replaced: ["kind"], deleteFirst: true });
    const auto = here.create(urn(named, "c"), named, { kind: 1 });
    const successor = here.named(auto.urn, named, { kind: 2 });
    assert.equal(here.diff(named, auto.urn, auto.inputs, successor, auto.id).deleteFirst, false);
    assert.deepEqual(
      here.diff(named, auto.urn, { kind: { a: 1, b: 2 } }, { kind: { b: 2, a: 1 } }).changed,
      [],
    );
  });
});

describe("checks of the simulated cloud", () => {
  it("leaves to the creation what depends on other resources, and nothing else", () => {
    const here = cloud();
    const inputs = { network: "net-none", size: -1 };
    const early = here.check(urn(part, "p"), part, inputs, "early");
    assert.deepEqual(
      early.map(({ property }) => property),
      ["size"],
    );
    const late = here.check(urn(part, "p"), part, inputs);
    assert.deepEqual(
      late.map(({ property }) => property),
      ["size", "network"],
    );
  });

  it("refuses to delete what another resource still names", () => {
    const here = cloud();
    const net = here.create(urn(network, "a"), network, { range: 1 });
    const inner = here.create(urn(part, "p"), part, { network: net.id });
    assert.throws(() => here.delete(net.id, network), Refused);
    here.delete(inner.id, part);
    here.delete(net.id, network);
    assert.equal(here.find(net.id), undefined);
  });

  it("refuses a name that is taken, until its holder is gone", () => {
    const here = cloud();
    const first = here.create(urn(named, "a"), named, { name: "one" });
    assert.throws(() => here.create(urn(named, "b"), named, { name: "one" }), /a name no other resource has/);
    here.delete(first.id, named);
    assert.equal(here.create(urn(named, "b"), named, { name: "one" }).id, "one");
  });
});
