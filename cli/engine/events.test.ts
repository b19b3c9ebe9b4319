import assert from "node:assert/strict";
import { EngineLog, findingLines } from "./events.ts";

const line = (event: object): string => JSON.stringify({ sequence: 1, timestamp: 1, ...event });

describe("the engine's events", () => {
  it("are counted as people speak of them", () => {
    const log = new EngineLog();
    log.read(
      line({ summaryEvent: { resourceChanges: { create: 2, same: 5, replace: 1, delete: 3, update: 4 } } }),
    );
    assert.deepEqual(log.changes, { created: 2, updated: 4, replaced: 1, deleted: 3, unchanged: 5 });
  });

  it("report each error once, with the resource and without colours", () => {
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
    const found = [{ policy: "p", resource: undefined, message: "m" }];
    assert.deepEqual([log.mandatoryViolations, log.advisories], [found, found]);
  });

  it("are one line for each policy, however many resources it finds", () => {
    const log = new EngineLog();
    const find = (policyName: string, name?: string) =>
      log.read(
        line({
          policyEvent: {
            policyName,
            message: `${policyName} says`,
            enforcementLevel: "advisory",
            ...(name === undefined ? {} : { resourceUrn: `urn:pulumi:dev::p::t::${name}` }),
          },
        }),
      );
    for (const name of ["a", "b", "c", "d", "e"]) find("rotated", name);
    find("stack-wide");
    find("encrypted", "a");
    assert.deepEqual(findingLines(log.advisories), [
      "rotated: a, b, c and 2 more: rotated says",
      "stack-wide: stack-wide says",
      "encrypted: a: encrypted says",
    ]);
  });

  it("pass over lines that are no event", () => {
    const log = new EngineLog();
    log.read("Created stack 'dev'");
    log.read("{not json");
    assert.deepEqual(log.errors, []);
  });
});
