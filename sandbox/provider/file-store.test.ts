import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { FileStore } from "./file-store.ts";

describe("the file store of the simulated cloud", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "aip-store-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("gives back what was put under any key, and shows it to another process", () => {
    const keys = fc.tuple(
      fc.constantFrom("res", "ref", "name"),
      fc.string({ minLength: 1, maxLength: 400, unit: "grapheme" }),
    );
    fc.assert(
      fc.property(keys, fc.jsonValue(), ([kind, rest], value) => {
        const key = `${kind}:${rest}`;
        new FileStore(directory).put(key, value);
        const other = new FileStore(directory);
        assert.deepEqual(other.get(key), JSON.parse(JSON.stringify(value)));
        assert.ok(other.list(key).includes(key));
        other.delete(key);
        assert.equal(other.get(key), undefined);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps long keys that begin alike in different files", () => {
    const store = new FileStore(directory);
    const long = `res:${"a".repeat(300)}`;
    store.put(`${long}1`, 1);
    store.put(`${long}2`, 2);
    assert.equal(store.get(`${long}1`), 1);
    assert.deepEqual(store.list(long).sort(), [`${long}1`, `${long}2`]);
  });

  it("leaves no half-written file behind, and lists nothing where nothing is", () => {
    const store = new FileStore(directory);
    store.put("res:a", 1);
    store.put("res:a", 2);
    assert.deepEqual(readdirSync(join(directory, "res")), ["a.json"]);
    assert.deepEqual(store.list("name:"), []);
  });
});
