import assert from "node:assert/strict";
import { simulatedCloud } from "../cloud.ts";

const namespace = "kubernetes:core/v1:Namespace";
const configMap = "kubernetes:core/v1:ConfigMap";
const secret = "kubernetes:core/v1:Secret";
const service = "kubernetes:core/v1:Service";
const urn = (type: string, name: string) => `urn:pulumi:t::t::${type}::${name}`;
const cloud = () => simulatedCloud({ region: "us-east-1" });
const map = (metadata: object) => ({ apiVersion: "v1", kind: "ConfigMap", metadata, data: { a: "b" } });

describe("simulated Kubernetes objects", () => {
  it("are refused in a namespace that does not exist", () => {
    const here = cloud();
    const inputs = map({ name: "m", namespace: "mlflow" });
    assert.throws(() => here.create(urn(configMap, "m"), configMap, inputs), /a namespace that exists/);
    const metadata = { name: "mlflow" };
    here.create(urn(namespace, "n"), namespace, { apiVersion: "v1", kind: "Namespace", metadata });
    assert.equal(here.create(urn(configMap, "m"), configMap, inputs).id, "mlflow/m");
  });

  it("have names of their own within a namespace, and kinds do not disturb each other", () => {
    const here = cloud();
    here.create(urn(configMap, "a"), configMap, map({ name: "x", namespace: "default" }));
    assert.throws(
      () => here.create(urn(configMap, "b"), configMap, map({ name: "x", namespace: "default" })),
      /a name no other ConfigMap of the namespace has/,
    );
    here.create(urn(configMap, "c"), configMap, map({ name: "x", namespace: "kube-system" }));
    const spec = { ports: [{ port: 80 }], selector: { app: "x" }, type: "LoadBalancer" };
    const metadata = { name: "x", namespace: "default" };
    const made = here.create(urn(service, "s"), service, {
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec,
    });
    assert.match(JSON.stringify(made.outputs.status), /elb\.us-east-1\.amazonaws\.com/);
  });

  it("get a name, a namespace and what the API server adds", () => {
    const { inputs, outputs } = cloud().create(urn(configMap, "Settings"), configMap, map({}));
    assert.match(JSON.stringify(inputs.metadata), /"namespace":"default","name":"settings-[0-9a-f]{8}"/);
    assert.match(
      String((outputs.metadata as { uid: string }).uid),
      /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/,
    );
  });

  it("hand the data of secrets out encoded, and as a secret", () => {
    const here = cloud();
    const metadata = { name: "s", namespace: "default" };
    const made = here.create(urn(secret, "s"), secret, {
      apiVersion: "v1",
      kind: "Secret",
      metadata,
      stringData: { password: "hidden" },
    });
    assert.deepEqual(made.outputs.data, { password: Buffer.from("hidden").toString("base64") });
    assert.ok(here.isSecretOutput(secret, made.urn, "data"));
  });
});
