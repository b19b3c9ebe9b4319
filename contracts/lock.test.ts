import assert from "node:assert/strict";
import { committedLock, compareLocks, currentLock } from "./lock.ts";

describe("contracts.lock.json", () => {
  it("holds what the code says: no key is gone or has another type, and none is missing", () => {
    const { added, breaking } = compareLocks(committedLock(), currentLock());
    assert.deepEqual(breaking, [], "a contract breaks what is deployed; see contracts/lock.ts");
    assert.deepEqual(added, [], "run: npx aip contracts lock");
  });

  it("calls a removed and a retyped key breaking, and an added one not", () => {
    const before = { network: { vpcId: { type: "string" }, zones: { type: "number" } } };
    const after = { network: { zones: { type: "string" }, vpcCidr: { type: "string" } } };
    assert.deepEqual(compareLocks(before, after), {
      added: ["network.vpcCidr"],
      breaking: ["network.vpcId is gone", "network.zones has another type"],
    });
  });
});
