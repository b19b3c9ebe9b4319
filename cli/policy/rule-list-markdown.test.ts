import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { chartWaivers } from "@aip/policies/chart-waivers.ts";
import { ruleList } from "@aip/policies/rule-list.ts";
import { ruleListMarkdown } from "./rule-list-markdown.ts";

describe("docs/policies.md", () => {
  it("holds the rules as they are", () => {
    const page = readFileSync(new URL("../../docs/policies.md", import.meta.url), "utf8");
    assert.equal(
      page,
      ruleListMarkdown(ruleList(), chartWaivers),
      "run: npx aip policy list --markdown docs/policies.md",
    );
  });

  it("can be read where it is: in lines that fit, and without lists of hundreds of types", () => {
    const page = ruleListMarkdown(ruleList(), chartWaivers);
    const long = page
      .split("\n")
      .filter((line) => line.length > 120 && !line.startsWith("- [Documentation]"));
    assert.deepEqual(long, []);
    assert.ok(page.length < 130_000, `${page.length} characters`);
  });
});
