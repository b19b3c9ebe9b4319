import assert from "node:assert/strict";
import type { Violation } from "../api.ts";
import { ruleList } from "../rule-list.ts";
import { formatJson } from "./json.ts";
import { formatJunit } from "./junit.ts";
import { formatSarif } from "./sarif.ts";
import type { Report } from "./summary.ts";
import { formatTable } from "./table.ts";

const urn = "urn:pulumi:prod::data::aip:data:Bucket$aws:s3/bucket:Bucket::lake";
const finding: Violation = {
  policy: "s3-bucket-tls-only",
  enforcement: "mandatory",
  severity: "high",
  urn,
  message: 'No policy <refuses> "plain" & simple requests.',
  frameworks: ["AWS FSBP S3.5", "CIS AWS 5.0 2.1.1"],
  waiver: null,
};
const waived: Violation = {
  ...finding,
  policy: "s3-bucket-versioned",
  waiver: { reason: "scratch data", owner: "ml", expires: "2027-01-31" },
};
const report: Report = {
  violations: [
    finding,
    waived,
    { ...finding, policy: "s3-access-logs", enforcement: "advisory", severity: "low" },
  ],
  deferred: [{ policy: "kms-key-rotation-on", urn, property: "enableKeyRotation" }],
  disabled: [{ policy: "rds-multi-zone" }],
};
const empty: Report = { violations: [], deferred: [], disabled: [] };

describe("findings", () => {
  it("as a table say level, rule, resource, message, frameworks and waiver, and what was left out", () => {
    const text = formatTable(report);
    assert.match(
      text,
      /^mandatory high {5}s3-bucket-tls-only {2}\[AWS FSBP S3\.5; CIS AWS 5\.0 2\.1\.1\]\n {2}lake \(aws:s3\/bucket:Bucket\)/,
    );
    assert.match(
      text,
      /waived {4}high {5}s3-bucket-versioned[\s\S]*Waived until 2027-01-31 by ml: scratch data/,
    );
    assert.match(
      text,
      /1 mandatory finding, 1 advisory finding; 1 waived finding; 1 verdict wait[\s\S]*; 1 rule switched off\.\n$/,
    );
    assert.equal(formatTable(empty), "0 mandatory findings, 0 advisory findings.\n");
  });

  it("as JSON hold the violations of the plan file", () => {
    const parsed = JSON.parse(formatJson(report));
    assert.deepEqual(parsed.violations, report.violations);
    assert.deepEqual(parsed.summary, { mandatory: 1, waived: 1, advisory: 1, deferred: 1, disabled: 1 });
  });

  it("as JUnit fail where they are mandatory, and count every rule", () => {
    const xml = formatJunit(report, ruleList());
    assert.match(
      xml,
      /<failure type="high" message="No policy &lt;refuses&gt; &quot;plain&quot; &amp; simple requests\.">/,
    );
    assert.match(xml, /<skipped message="waived until 2027-01-31 by ml: scratch data\./);
    assert.match(xml, /<skipped message="enableKeyRotation is not known yet"\/>/);
    // One for each rule but the one that is off; the four that say something do so once.
    const tests = ruleList().length - 1;
    assert.match(xml, new RegExp(`tests="${tests}" failures="1" errors="0" skipped="3"`));
    assert.equal(xml.match(/<testcase /g)?.length, tests);
    const odd = formatJunit({ ...report, violations: [{ ...finding, message: "\u0001" }] }, []);
    assert.ok(!odd.includes("\u0001"));
  });

  it("as SARIF have rules, levels, fingerprints and suppressions", () => {
    const { version, runs } = JSON.parse(formatSarif(report, ruleList(), "plans/prod plan.json"));
    assert.equal(version, "2.1.0");
    const [{ tool, results }] = runs;
    assert.deepEqual(
      results.map(({ level }: { level: string }) => level),
      ["error", "error", "note"],
    );
    for (const result of results) {
      assert.equal(tool.driver.rules[result.ruleIndex].id, result.ruleId);
      assert.equal(result.locations[0].physicalLocation.artifactLocation.uri, "plans/prod%20plan.json");
      assert.match(result.partialFingerprints.ruleAndResource, /^[0-9a-f]{64}$/);
    }
    assert.equal(results[1].suppressions[0].status, "accepted");
    for (const { helpUri, shortDescription } of tool.driver.rules) {
      assert.match(helpUri, /^https:/);
      assert.match(shortDescription.text, /\.$/);
    }
  });
});
