import assert from "node:assert/strict";
import { EngineLog } from "./events.ts";

const line = (event: object): string => JSON.stringify({ sequence: 1, timestamp: 1, ...event });

describe("the engine's events", () => {
  it("are counted as people speak of them", () => {
    const log = new EngineLog();
    log.read(
      line({ summaryEvent: { resourceChanges: { create: 2, same: 5, replace: 1, delete: 3, update: 4 } } }),
    );
    assert.deepEqual(log.changes, { created: 2, updated: 4, replaced: 1, deleted: 3, unchanged: 5 });
  });

  it("tell each error once, with the resource and without colours", () => {
    const log = new EngineLog();
    const error = {
      urn: "urn:pulumi:dev::p::t::vpc",
      message: "<{%fg 1%}>bad range<{%reset%}>\n",
      severity: "error",
    };
    log.read(line({ diagnosticEvent: error }));
    log.read(line({ diagnosticEvent: error }));
    log.read(line({ diagnosticEvent: { message: "using a plugin", severity: "warning" } }));
    assert.deepEqual(log.errors, ["vpc: bad range"]);
  });

  it("keep mandatory violations apart from advice", () => {
    const log = new EngineLog();
    const event = (enforcementLevel: string) => ({ policyName: "p", message: "m", enforcementLevel });
    log.read(line({ policyEvent: event("mandatory") }));
    log.read(line({ policyEvent: event("advisory") }));
    assert.deepEqual([log.mandatoryViolations, log.advisories], [["p: m"], ["p: m"]]);
  });

  it("pass over lines that are no event", () => {
    const log = new EngineLog();
    log.read("Created stack 'dev'");
    log.read("{not json");
    assert.deepEqual(log.errors, []);
  });
});
