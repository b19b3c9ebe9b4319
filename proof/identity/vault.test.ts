import assert from "node:assert/strict";
import { vaultRules } from "./hcl.ts";
import { vaultDecision } from "./vault.ts";

/** Rules of a policy, by path. */
const rules = (paths: Readonly<Record<string, readonly string[]>>) =>
  vaultRules(
    Object.entries(paths)
      .map(
        ([path, capabilities]) =>
          `path "${path}" {\n  capabilities = [${capabilities.map((name) => `"${name}"`).join(", ")}]\n}`,
      )
      .join("\n\n"),
  );

interface Case {
  readonly paths: Readonly<Record<string, readonly string[]>>;
  readonly asked: readonly [capability: string, path: string];
  readonly allowed: boolean;
}

const own = { "platform/data/mlflow/*": ["read"], "platform/metadata/mlflow/*": ["read", "list"] };

const cases: Readonly<Record<string, Case>> = {
  "what no path matches is denied": { paths: own, asked: ["read", "platform/data/feast/db"], allowed: false },
  "a path with a star matches what begins like it": {
    paths: own,
    asked: ["read", "platform/data/mlflow/db/password"],
    allowed: true,
  },
  "a path with a star does not match what lacks its last slash": {
    paths: own,
    asked: ["read", "platform/data/mlflow"],
    allowed: false,
  },
  "another service that begins with the same name is another": {
    paths: own,
    asked: ["read", "platform/data/mlflow-x/db"],
    allowed: false,
  },
  "another capability is denied": {
    paths: own,
    asked: ["update", "platform/data/mlflow/db"],
    allowed: false,
  },
  "an exact path matches itself alone": {
    paths: { "sys/health": ["read"] },
    asked: ["read", "sys/health/x"],
    allowed: false,
  },
  "a plus is one segment": {
    paths: { "kv/data/+/db": ["read"] },
    asked: ["read", "kv/data/mlflow/db"],
    allowed: true,
  },
  "a plus is not two segments": {
    paths: { "kv/data/+/db": ["read"] },
    asked: ["read", "kv/data/a/b/db"],
    allowed: false,
  },
  "a plus and a star": {
    paths: { "kv/+/mlflow/*": ["read"] },
    asked: ["read", "kv/data/mlflow/a/b"],
    allowed: true,
  },
  "deny beats what stands beside it": {
    paths: { "kv/*": ["read", "deny"] },
    asked: ["read", "kv/a"],
    allowed: false,
  },
  "the path that matches best decides alone": {
    paths: { "kv/*": ["read", "update"], "kv/admin/*": ["read"] },
    asked: ["update", "kv/admin/a"],
    allowed: false,
  },
  "an exact path beats one with a star that denies": {
    paths: { "kv/*": ["deny"], "kv/a": ["read"] },
    asked: ["read", "kv/a"],
    allowed: true,
  },
  "a plus comes before a star where both begin alike": {
    paths: { "kv/*": ["read"], "kv/+/x": ["deny"] },
    asked: ["read", "kv/a/x"],
    allowed: false,
  },
  "a later first wildcard is better": {
    paths: { "kv/+/x": ["deny"], "kv/a/*": ["read"] },
    asked: ["read", "kv/a/x"],
    allowed: true,
  },
  "fewer pluses are better": {
    paths: { "kv/+/+/x": ["deny"], "kv/+/!/x": ["read"] },
    asked: ["read", "kv/a/!/x"],
    allowed: true,
  },
  "a character that is special in patterns is none in a path": {
    paths: { "kv/a.b": ["read"] },
    asked: ["read", "kv/axb"],
    allowed: false,
  },
};

describe("policies of Vault", () => {
  for (const [says, { paths, asked, allowed }] of Object.entries(cases)) {
    it(says, () => {
      const decision = vaultDecision(rules(paths), ...asked);
      assert.equal(decision.allowed, allowed, decision.reason);
    });
  }

  it("add up where several have the same path", () => {
    const both = [...rules({ "kv/*": ["read"] }), ...rules({ "kv/*": ["update"] })];
    assert.equal(vaultDecision(both, "update", "kv/a").allowed, true);
    assert.equal(vaultDecision([...both, ...rules({ "kv/*": ["deny"] })], "update", "kv/a").allowed, false);
  });

  it("may have comments", () => {
    assert.deepEqual(vaultRules('# own\npath "kv/*" { capabilities = ["read"] } // all\n'), [
      { path: "kv/*", capabilities: ["read"] },
    ]);
  });

  it("are refused where they hold what changes their meaning", () => {
    assert.throws(
      () => vaultRules('path "kv/*" { capabilities = ["read"]\n required_parameters = ["a"] }'),
      /The path "kv\/\*" of a Vault policy holds .*required_parameters.*, where only capabilities may be/,
    );
    assert.throws(() => vaultRules('name = "x"'), /holds "name = \\"x\\"", where only path blocks may be/);
  });
});
