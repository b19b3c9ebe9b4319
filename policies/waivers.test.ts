import assert from "node:assert/strict";
import { Waivers } from "./waivers.ts";

const today = "2026-11-21";
const rules = new Map<string, { unwaivable?: boolean; ofChange?: boolean }>([
  ["rds-multi-zone", {}],
  ["cost-increase-bounded", { ofChange: true }],
  ["never", { unwaivable: true }],
]);
const entry = {
  rule: "rds-multi-zone",
  resource: "reports",
  reason: "rebuilt every night",
  owner: "data",
  expires: "2027-01-31",
};
const urn = "urn:pulumi:prod::data::aip:data:Database$aws:rds/instance:Instance::reports";
const judged = { compared: false, urns: [urn], enforced: () => true };
const chartUrn = (project: string, name: string) =>
  `urn:pulumi:prod::${project}::aip:x:Y$kubernetes:helm.sh/v4:Chart$kubernetes:apps/v1:DaemonSet::${name}`;
const waivers = (...entries: unknown[]) => new Waivers(entries, rules, today, false);
const problem = (...entries: unknown[]) => waivers(...entries).invalid.map((found) => found.problem);

describe("Waivers", () => {
  it("cover a rule for a resource, by name, URN or pattern", () => {
    for (const resource of ["reports", urn, "rep*", "*::data::*"]) {
      const { reason, owner, expires } = entry;
      assert.deepEqual(waivers({ ...entry, resource }).cover("rds-multi-zone", urn), {
        reason,
        owner,
        expires,
      });
    }
  });

  it("cover nothing else", () => {
    assert.equal(waivers(entry).cover("rds-backed-up", urn), null);
    assert.equal(waivers({ ...entry, resource: "report" }).cover("rds-multi-zone", urn), null);
    assert.equal(waivers({ ...entry, resource: "r.ports" }).cover("rds-multi-zone", urn), null);
  });

  it("hold through their last day, and not longer", () => {
    assert.notEqual(waivers({ ...entry, expires: today }).cover("rds-multi-zone", urn), null);
    const expired = waivers({ ...entry, expires: "2026-11-20" });
    assert.equal(expired.cover("rds-multi-zone", urn), null);
    assert.match(expired.expired[0]?.problem ?? "", /expired on 2026-11-20/);
    assert.equal(waivers({ ...entry, expires: "2026-12-01" }).expiringSoon.length, 1);
    assert.equal(waivers(entry).expiringSoon.length, 0);
  });

  it("take a date that the engine has read as a moment", () => {
    for (const expires of ["2027-01-31T00:00:00Z", "2027-01-31 00:00:00 +0000 UTC"]) {
      assert.deepEqual(problem({ ...entry, expires }), []);
    }
  });

  it("are reported when they cover nothing", () => {
    const unused = waivers(entry);
    assert.equal(unused.unused(judged).length, 1);
    unused.cover("rds-multi-zone", urn);
    assert.equal(unused.unused(judged).length, 0);
  });

  it("of a rule on changes are not called unused where there is no change to judge", () => {
    const unused = waivers({ ...entry, rule: "cost-increase-bounded" });
    assert.equal(unused.unused(judged).length, 0);
    assert.equal(unused.unused({ ...judged, compared: true }).length, 1);
  });

  it("of a chart cover the objects that it renders, and nothing else of that name", () => {
    const of = { ...entry, chart: "exporter", resource: "monitoring/*" };
    const covered = (about: string) => waivers(of).cover("rds-multi-zone", about) !== null;
    assert.ok(covered(chartUrn("data", "exporter:monitoring/node")));
    assert.ok(!covered(chartUrn("data", "exporter:other/node")));
    assert.ok(!covered(chartUrn("data", "exporter-2:monitoring/node")));
    assert.ok(!covered(urn.replace("reports", "exporter:monitoring/node")));
    assert.deepEqual(problem({ ...of, chart: 1 }), ["chart is no name of a chart's resource"]);
  });

  it("of a chart are called unused only where its objects are there and the rule is on", () => {
    const unused = waivers({ ...entry, chart: "exporter", resource: "monitoring/*" });
    const opened = { ...judged, urns: [chartUrn("data", "exporter:monitoring/node")] };
    assert.deepEqual(unused.unused(judged), []);
    assert.deepEqual(unused.unused({ ...opened, enforced: () => false }), []);
    assert.deepEqual(
      unused.unused(opened).map(({ label }) => label),
      ["Waiver of rds-multi-zone for monitoring/* of chart exporter"],
    );
    unused.cover("rds-multi-zone", chartUrn("data", "exporter:monitoring/node"));
    assert.deepEqual(unused.unused(opened), []);
  });

  it("are refused without a reason, an owner or an end, and for rules that are not there", () => {
    assert.deepEqual(problem({ ...entry, reason: " " }), ["reason is missing"]);
    assert.deepEqual(problem({ ...entry, owner: undefined }), ["owner is missing"]);
    assert.deepEqual(problem({ ...entry, expires: "soon" }), ["expires is no date such as 2027-01-31"]);
    assert.deepEqual(problem({ ...entry, expires: "2027-02-30" }), ["expires is no date such as 2027-01-31"]);
    assert.deepEqual(problem({ ...entry, expires: "2030-01-01" }), ["expires is more than 366 days ahead"]);
    assert.deepEqual(problem({ ...entry, rule: "rds-multizone" }), ["there is no rule rds-multizone"]);
    assert.deepEqual(problem({ ...entry, rule: "never" }), ["never cannot be waived"]);
    assert.deepEqual(problem({ ...entry, until: "2027" }), ["until is not a field of a waiver"]);
    assert.deepEqual(problem(null, 7, []), [
      "expected a mapping",
      "expected a mapping",
      "expected a mapping",
    ]);
  });

  it("are taken for any journey where none is proved, and for known journeys elsewhere", () => {
    const journey = { ...entry, rule: "journey-team-data", resource: "Reads*" };
    assert.deepEqual(problem(journey), ["there is no rule journey-team-data"]);
    const unproved = new Waivers([journey], rules, today, true);
    assert.deepEqual([unproved.invalid, unproved.unused({ ...judged, compared: true })], [[], []]);
    assert.notEqual(unproved.cover("journey-team-data", urn, "Reads curated data"), null);
    assert.equal(unproved.cover("journey-team-data", urn, "Writes raw data"), null);
  });
});
