import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import type { AnyService } from "./define.ts";
import { serviceNamed, services } from "./table.ts";

const all: readonly AnyService[] = services;
const folder = new URL(".", import.meta.url);

const duplicates = <T>(values: readonly T[]): T[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

describe("the table of services", () => {
  it("has every declaration of the folder", () => {
    const declaring = readdirSync(folder).filter(
      (file) => file.endsWith(".ts") && /= defineService\(/.test(readFileSync(new URL(file, folder), "utf8")),
    );
    const listed = readFileSync(new URL("table.ts", folder), "utf8");
    assert.deepEqual(
      declaring
        .filter((file) => !listed.includes(`"./${file}"`))
        .map((file) => `services/table.ts lacks ${file}`),
      [],
    );
    assert.equal(declaring.length, all.length);
  });

  it("has each name, key, subdomain and local port once", () => {
    const lists: Record<string, readonly (string | number)[]> = {
      name: all.map(({ name }) => name),
      key: all.map(({ layer, key }) => `${layer}.${key}`),
      subdomain: all.flatMap(({ subdomain }) => subdomain ?? []),
      localPort: all.flatMap(({ forward }) => forward?.localPort ?? []),
    };
    for (const [what, values] of Object.entries(lists)) assert.deepEqual(duplicates(values), [], what);
  });

  it("names in every declaration only services that exist, and calls only those that say where they are reached", () => {
    for (const { name, requires = [], calls = [] } of all) {
      for (const { service } of requires) assert.ok(serviceNamed(service), name);
      for (const callee of calls) {
        const { namespace, serves } = serviceNamed(callee);
        assert.ok(namespace && serves, `${name} calls ${callee}, which does not say where it is reached`);
      }
    }
  });

  it("gives every address what it needs, and says of every service without a login why", () => {
    for (const { name, forward, subdomain, serves, namespace, login } of all) {
      if (forward)
        assert.ok(subdomain && serves && namespace, `${name} is forwarded, and lacks what an address has`);
      assert.match(login.reason, /^[A-Z].*\.$/, `${name} says no reason for its login`);
    }
  });
});
