import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { catalogue } from "@aip/policies/catalogue.ts";
import { catalogueMarkdown } from "./catalogue-markdown.ts";

describe("docs/policies.md", () => {
  it("holds the rules as they are", () => {
    const page = readFileSync(new URL("../../docs/policies.md", import.meta.url), "utf8");
    assert.equal(
      page,
      catalogueMarkdown(catalogue()),
      "run: npx aip policy list --markdown docs/policies.md",
    );
  });

  it("can be read where it is: in lines that fit, and without lists of hundreds of types", () => {
    const page = catalogueMarkdown(catalogue());
    const long = page
      .split("\n")
      .filter((line) => line.length > 120 && !line.startsWith("- [Documentation]"));
    assert.deepEqual(long, []);
    assert.ok(page.length < 130_000, `${page.length} characters`);
  });
});
