import assert from "node:assert/strict";
import { teamDashboard } from "./dashboard.ts";

const queries = (dashboard: ReturnType<typeof teamDashboard>) =>
  dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

describe("the dashboard of a team", () => {
  it("asks for what is the team's own, in every selector of every query", () => {
    const all = queries(teamDashboard({ team: "vision", gpus: true, queue: "team-vision" }));
    assert.equal(all.length, 7);
    for (const expr of all) {
      const selectors = [...expr.matchAll(/\{([^}]*)\}/g)].map(([, selector]) => selector ?? "");
      assert.ok(selectors.length > 0, expr);
      for (const selector of selectors) {
        assert.match(selector, /(^|,)(namespace|cluster_queue)="team-vision"(,|$)/, expr);
      }
    }
  });

  it("shows no GPUs and no queue where there are none", () => {
    const all = queries(teamDashboard({ team: "vision", gpus: false })).join("\n");
    assert.doesNotMatch(all, /DCGM|kueue/);
  });

  it("has two panels a row, none on top of another", () => {
    const { panels } = teamDashboard({ team: "vision", gpus: true, queue: "team-vision" });
    const places = panels.map(({ gridPos }) => `${gridPos.x},${gridPos.y}`);
    assert.equal(new Set(places).size, panels.length);
    for (const { gridPos } of panels) assert.ok(gridPos.x + gridPos.w <= 24);
  });
});
