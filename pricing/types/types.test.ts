import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { freeTokens, isFree } from "./free.ts";
import { pricers } from "./index.ts";

const sdk = dirname(createRequire(import.meta.url).resolve("@pulumi/aws/package.json"));

/** Whether the AWS SDK has the type: each is in a file named by its token, acronyms in small letters. */
const exists = (token: string): boolean => {
  const path = /^aws:([^:]+):/.exec(token)?.[1] ?? "";
  return [path, path.toLowerCase()]
    .map((name) => join(sdk, `${name}.js`))
    .some((file) => existsSync(file) && readFileSync(file, "utf8").includes(`'${token}'`));
};

describe("priced and free types", () => {
  it("exist in the AWS SDK, so that no misspelt token hides a gap", () => {
    const tokens = [...Object.keys(pricers), ...freeTokens].filter((token) => token.startsWith("aws:"));
    assert.ok(tokens.length > 250);
    assert.deepEqual(
      tokens.filter((token) => !exists(token)),
      [],
    );
  });

  it("are one or the other: nothing that has a price is in the table of the free", () => {
    const both = Object.keys(pricers).filter((token) => !token.startsWith("kubernetes:") && isFree(token));
    assert.deepEqual(both, []);
  });
});
