import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { environmentNames } from "@aip/environments";
import { Ajv, type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { commentOf, keysOf } from "../tools/docs/environment-reference.ts";
import { environmentKeys, fileSchema } from "../tools/docs/environment-schema.ts";
import { generatedFiles } from "../tools/docs/generated-files.ts";

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");

describe("generated documentation", () => {
  it("is what the sources say", () => {
    const stale = Object.entries(generatedFiles()).filter(([file, text]) => read(file) !== text);
    assert.deepEqual(
      stale.map(([file]) => file),
      [],
      "these files differ from the sources; run: npm run docs:generate",
    );
  });

  it("describes every key", () => {
    const missing = keysOf(environmentKeys()).filter(({ schema }) => !schema.description);
    assert.deepEqual(
      missing.map(({ path }) => path),
      [],
      "give these keys a comment in environments/schema, and run: npm run docs:generate",
    );
  });

  it("states no default in a comment that the schema does not have", () => {
    const wrong = keysOf(environmentKeys()).flatMap(({ path, schema }) => {
      // What follows a semicolon is the default of a profile, which the schema does not know.
      const defaultText = commentOf(schema).defaultText.replace(/; .*/, "");
      const isWord = /^[\w.:/-]+$/.test(defaultText);
      if (!isWord || !["string", "number", "boolean"].includes(typeof schema.default)) return [];
      return String(schema.default) === defaultText ? [] : [`${path}: ${defaultText}, not ${schema.default}`];
    });
    assert.deepEqual(wrong, []);
  });

  it("takes the comment above a key, above the constant of a section, and inside a list", () => {
    const descriptions = new Map(
      keysOf(environmentKeys()).map(({ path, schema }) => [path, schema.description ?? ""]),
    );
    for (const [path, start] of [
      ["network.nat", /^NAT gateways: /],
      ["network.dns", /^The layer's keys for names/],
      ["cluster.nodePools.<name>.kind", /^`managed`: /],
      ["policies.waivers[].owner", /^Who answers for it/],
    ] as const) {
      assert.match(descriptions.get(path) ?? "no such key", start);
    }
  });
});

describe("the JSON Schema of an environment file", () => {
  let accepts: ValidateFunction;
  before(() => {
    // Formats such as "email" come with a pattern beside them.
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    accepts = ajv.compile(fileSchema(environmentKeys()));
  });
  const environment = (name: string) =>
    parse(read(`environments/Pulumi.${name}.yaml`)) as { config: Record<string, unknown> };

  for (const name of environmentNames()) {
    it(`accepts ${name}, which names the schema for editors`, () => {
      assert.ok(accepts(environment(name)), JSON.stringify(accepts.errors));
      assert.match(
        read(`environments/Pulumi.${name}.yaml`),
        /^# yaml-language-server: \$schema=environment\.schema\.json$/m,
      );
    });
  }

  it("refuses a mistyped key, a value out of bounds and a missing key", () => {
    const file = environment("dev");
    const { "platform:domain": _, ...others } = file.config;
    const config = { ...others, "platform:netwrok": {}, "platform:usage": { spotDiscount: 2 } };
    assert.ok(!accepts({ ...file, config }));
    assert.deepEqual(
      accepts.errors?.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`).toSorted(),
      ["/config additionalProperties", "/config required", "/config/platform:usage/spotDiscount maximum"],
    );
  });
});
