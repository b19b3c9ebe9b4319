import assert from "node:assert/strict";
import { simulatedCloud } from "../cloud.ts";

const mount = "vault:index/mount:Mount";
const secret = "vault:kv/secretV2:SecretV2";
const auth = "vault:index/authBackend:AuthBackend";
const role = "vault:kubernetes/authBackendRole:AuthBackendRole";
const policy = "vault:index/policy:Policy";
const urn = (type: string, name: string) => `urn:pulumi:t::t::${type}::${name}`;
const cloud = () => simulatedCloud({ region: "us-east-1" });
const roleInputs = {
  backend: "kubernetes",
  roleName: "mlflow",
  boundServiceAccountNames: ["mlflow"],
  boundServiceAccountNamespaces: ["mlflow"],
};

describe("the simulated Vault", () => {
  it("keeps a secret only where an engine is mounted", () => {
    const here = cloud();
    const inputs = { mount: "kv", name: "mlflow", dataJson: "{}" };
    assert.throws(
      () => here.create(urn(secret, "s"), secret, inputs),
      /a path below a mounted secrets engine/,
    );
    here.create(urn(mount, "m"), mount, { path: "kv/", type: "kv-v2" });
    assert.equal(here.create(urn(secret, "s"), secret, inputs).id, "kv/data/mlflow");
  });

  it("mounts one thing at a path", () => {
    const here = cloud();
    here.create(urn(mount, "m"), mount, { path: "kv", type: "kv-v2" });
    assert.throws(
      () => here.create(urn(mount, "n"), mount, { path: "kv/", type: "kv-v2" }),
      /nothing is mounted at/,
    );
  });

  it("has roles only for a method that is enabled", () => {
    const here = cloud();
    assert.throws(
      () => here.create(urn(role, "r"), role, roleInputs),
      /the path of an authentication method/,
    );
    here.create(urn(auth, "k"), auth, { type: "kubernetes" });
    assert.equal(here.create(urn(role, "r"), role, roleInputs).id, "auth/kubernetes/role/mlflow");
  });

  it("refuses a policy that says nothing", () => {
    const create = (text: string) => cloud().create(urn(policy, "p"), policy, { name: "p", policy: text });
    assert.throws(() => create("allow everything"), /at least one `path/);
    create('path "kv/data/mlflow" { capabilities = ["read"] }');
  });
});
