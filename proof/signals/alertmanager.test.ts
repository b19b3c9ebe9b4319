import assert from "node:assert/strict";
import { Value } from "@aip/common/value.ts";
import { receiversOf } from "./alertmanager.ts";

const route = Value.of({
  receiver: "on-call",
  routes: [
    { receiver: "nobody", matchers: ['alertname =~ "Watchdog|InfoInhibitor"'] },
    { receiver: "audit", matchers: ["severity = critical"], continue: true },
    {
      matchers: ['namespace = "team-vision"'],
      routes: [{ receiver: "vision", matchers: ["severity != info"] }],
    },
    { receiver: "old", match: { service: "db" }, match_re: { zone: "a|b" } },
    { receiver: "broken", matchers: ["severity ~ x"] },
  ],
});

describe("the receivers of an alert", () => {
  const cases: readonly [string, Record<string, string>, readonly string[]][] = [
    ["is that of the root where no route matches", { alertname: "A" }, ["on-call"]],
    ["is that of the first route that matches", { alertname: "Watchdog", severity: "critical" }, ["nobody"]],
    [
      "are those of further routes too, where a route continues",
      { severity: "critical", namespace: "team-vision" },
      ["audit", "vision"],
    ],
    [
      "is inherited where a deeper route does not match",
      { namespace: "team-vision", severity: "info" },
      ["on-call"],
    ],
    ["has no label as an empty one", { namespace: "team-vision" }, ["vision"]],
    ["is found by the older way of writing", { service: "db", zone: "b" }, ["old"]],
    ["is not found by a part of a value", { service: "db", zone: "ab" }, ["on-call"]],
    ["is not found by a matcher that cannot be read", { severity: "x" }, ["on-call"]],
  ];
  for (const [title, labels, expected] of cases) {
    it(title, () => assert.deepEqual(receiversOf(route, labels), expected));
  }
});
