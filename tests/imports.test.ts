import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a package may import of ours. Imports point one way, so that each package can be understood without those above it. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  facts: [],
  common: ["facts"],
  services: ["common", "facts"],
  pricing: ["common", "facts"],
  environments: ["common", "facts", "pricing", "services"],
  contracts: ["services"],
  components: ["common", "facts"],
  policies: ["common", "facts", "pricing"],
  proof: ["common", "environments", "facts", "pricing", "services"],
  sandbox: ["common", "facts"],
  stacks: ["common", "components", "contracts", "environments", "facts", "services"],
  cli: [
    "common",
    "contracts",
    "environments",
    "facts",
    "policies",
    "pricing",
    "proof",
    "sandbox",
    "services",
    "stacks",
    "index.ts",
  ],
  "index.ts": ["contracts", "environments", "services"],
};

const sources = (folder: string): string[] =>
  folder.endsWith(".ts")
    ? [folder]
    : globSync(`${folder}/**/*.ts`, { cwd: root, exclude: (path) => /node_modules|dist/.test(String(path)) });

/** What a file imports, as it is written. */
function specifiers(file: string): string[] {
  const text = readFileSync(`${root}/${file}`, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*["'`]([^"'`]+)["'`]/g)].map(([, name]) => name ?? "");
}

/** Our packages that a file imports, whether by package name or by path. */
function imported(file: string): string[] {
  return specifiers(file).flatMap((specifier) => {
    const byName = /^@aip\/(stack-)?([a-z]+)/.exec(specifier);
    if (byName) return [byName[1] ? "stacks" : (byName[2] ?? "")];
    if (!specifier.startsWith(".")) return [];
    const path = new URL(specifier, `file:///${file}`).pathname.slice(1);
    return [path.split("/")[0] ?? ""];
  });
}

/** A source without its comments, whose examples are programs of their own. */
const codeOf = (file: string): string =>
  readFileSync(`${root}/${file}`, "utf8").replaceAll(/\/\*\*.*?\*\//gs, "");

const isTest = (file: string): boolean => /\.(test|cases)\.ts$|\/(cases|testing)\//.test(file);

/** The file of ours that an import leads to; `undefined` for a package of others. */
function target(file: string, specifier: string): string | undefined {
  const byName = /^@aip\/(stack-)?([a-z-]+)(\/.*)?$/.exec(specifier);
  if (!byName && !specifier.startsWith(".")) return undefined;
  const path = byName
    ? `${byName[1] ? `stacks/${byName[2]}` : byName[2]}${byName[3] ?? "/index.ts"}`
    : new URL(specifier, `file:///${file}`).pathname.slice(1);
  return existsSync(`${root}/${path}`) ? path : undefined;
}

/** The first circle of files that import each other, types included, as a path that ends where it begins. */
function circle(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, above: readonly string[]): readonly string[] | undefined => {
    if (above.includes(file)) return [...above.slice(above.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of imports.get(file) ?? []) {
      const found = visit(next, [...above, file]);
      if (found) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const found = visit(file, []);
    if (found) return found;
  }
  return undefined;
}

describe("imports", () => {
  it("of files make no circle, types included", () => {
    const files = Object.keys(mayImport)
      .flatMap(sources)
      .filter((file) => !isTest(file));
    const imports = new Map(
      files.map((file) => [file, specifiers(file).flatMap((specifier) => target(file, specifier) ?? [])]),
    );
    assert.ok([...imports.values()].flat().length > files.length, "imports are not read");
    assert.equal(circle(imports)?.join(" -> "), undefined);
  });

  it("that make a circle are found", () => {
    const made = new Map([
      ["a", ["b"]],
      ["b", ["c"]],
      ["c", ["b"]],
    ]);
    assert.deepEqual(circle(made), ["b", "c", "b"]);
  });

  for (const [folder, allowed] of Object.entries(mayImport)) {
    it(`of ${folder} point only to ${allowed.length > 0 ? allowed.join(", ") : "nothing of ours"}`, () => {
      const files = sources(folder).filter((file) => !isTest(file));
      assert.ok(files.length > 0, `${folder} has no sources`);
      const wrong = files.flatMap((file) =>
        imported(file)
          .filter((target) => target !== folder && !allowed.includes(target))
          .map((target) => `${file} imports ${target}`),
      );
      assert.deepEqual(wrong, []);
    });
  }

  it("of packages that carry data and arithmetic need no SDK", () => {
    const wrong = ["facts", "common", "services", "pricing"]
      .flatMap(sources)
      .filter((file) => !isTest(file))
      .filter((file) => /from "@pulumi\//.test(readFileSync(`${root}/${file}`, "utf8")));
    assert.deepEqual(wrong, []);
  });

  it("of the judge under the AGPL are in tests alone", () => {
    const users = Object.keys(mayImport)
      .flatMap(sources)
      .filter((file) => specifiers(file).some((specifier) => specifier.startsWith("@cloud-copilot/")));
    assert.ok(users.length > 0, "no test uses it");
    assert.deepEqual(
      users.filter((file) => !isTest(file)),
      [],
    );
  });

  it("of components read neither configuration nor the process environment", () => {
    const wrong = sources("components")
      .filter((file) => !isTest(file))
      .filter((file) => /new (pulumi\.)?Config\(|process\.env/.test(codeOf(file)));
    assert.deepEqual(wrong, []);
  });

  it("leave configuration to config.ts in every layer", () => {
    const wrong = sources("stacks")
      .filter((file) => !file.endsWith("/config.ts") && !isTest(file))
      .filter((file) =>
        /currentEnvironment|\.consume\(\)|process\.env/.test(readFileSync(`${root}/${file}`, "utf8")),
      );
    assert.deepEqual(wrong, []);
  });
});
