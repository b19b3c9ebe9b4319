import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import type { PlanJourney, PlanPlacement, PlanReach } from "../plan/file.ts";
import { journeyTable } from "./journeys.ts";
import { journeySections } from "./journeys-html.ts";
import { placementTable, podPrices } from "./placement.ts";
import { placementSection } from "./placement-html.ts";

type Step = PlanJourney["steps"][number];
const step = (verdict: Step["verdict"], title = "Does it", place: string | null = null): Step => ({
  step: title,
  verdict,
  reason: `it is ${verdict}`,
  place,
});
const journey = (name: string, verdict: PlanJourney["verdict"], ...steps: readonly Step[]): PlanJourney => ({
  journey: name,
  title: `<b>${name}</b> works`,
  user: "a person",
  counter: false,
  verdict,
  steps,
});
const journeys = [
  journey("fine", "held", step("held")),
  journey("bad", "broken", step("held"), step("broken", "Opens it", "aip:ml:Mlflow in stacks/ml-services")),
  journey("later", "undecided", step("undecided", "Waits"), step("undecided", "Waits too")),
  journey("known", "waived", step("broken", "Is excused")),
];
const reach: PlanReach[] = [
  { from: "Team a", to: "MLflow", verdict: "held", reason: "allow-team lets it" },
  { from: "Team a", to: "Vault", verdict: "broken", reason: 'no "rule"' },
];
const placement: PlanPlacement = {
  pools: [{ pool: "general", needed: 3, assumed: 1.5, types: { "m7i.large": 3 } }],
  unplaced: [{ pod: "Deployment big of ml", count: 2 }],
  namespaces: [
    { namespace: "idle", services: [], monthlyUsd: 0 },
    { namespace: "mlflow", services: ["MLflow"], monthlyUsd: 12 },
  ],
};

describe("journeys on a screen", () => {
  const text = stripVTControlCharacters(journeyTable({ journeys }));

  it("have their verdicts, and how many steps hold", () => {
    assert.match(text, /^fine +held +1\/1/m);
    assert.match(text, /^bad +broken +1\/2/m);
  });

  it("say what stands in the way, and where to look; of undecided steps the first", () => {
    assert.match(
      text,
      /broken bad: Opens it\n {4}it is broken\. Look at aip:ml:Mlflow in stacks\/ml-services\./,
    );
    assert.match(text, /undecided later: Waits \(and 1 more\)/);
    assert.doesNotMatch(text, /Waits too|Is excused/);
  });

  it("are no table where there are none", () => assert.equal(journeyTable({ journeys: [] }), ""));
});

describe("journeys on the page", () => {
  const page = journeySections({ journeys, reach });

  it("are open where they are broken, and keep text from the plan text", () => {
    assert.equal([...page.matchAll(/<details class="finding" open>/g)].length, 1);
    assert.match(page, /&lt;b&gt;bad&lt;\/b&gt; works/);
  });

  it("have a matrix of who reaches what, in which each cell says why", () => {
    assert.match(page, /<th scope="row">Team a<\/th><td class="held" title="allow-team lets it">yes<\/td>/);
    assert.match(page, /<td class="broken" title="no &quot;rule&quot;">no<\/td>/);
  });
});

describe("the nodes of a plan", () => {
  it("stand beside those that the price assumes, with what finds no room", () => {
    const text = stripVTControlCharacters(placementTable({ placement }));
    assert.match(text, /^general +3 +1\.5 +3 m7i\.large$/m);
    assert.match(text, /no room 2 of Deployment big of ml/);
    assert.match(placementSection({ placement }), /No room for 2 of Deployment big of ml/);
  });

  it("are shared by the pods, whose price leaves out what costs nothing", () => {
    const text = stripVTControlCharacters(podPrices({ placement }));
    assert.match(text, /^mlflow +\$12\.00 +MLflow$/m);
    assert.doesNotMatch(text, /idle/);
  });
});
