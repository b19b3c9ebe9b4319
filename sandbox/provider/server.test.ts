import assert from "node:assert/strict";
import { simulatedCloud } from "../cloud.ts";
import { markSecret } from "../core/secrets.ts";
import { fromStruct, type Message, provider, toStruct } from "./protocol.ts";
import { methods } from "./server.ts";
import { unknown } from "./values.ts";

const vpc = "aws:ec2/vpc:Vpc";
const password = "random:index/randomPassword:RandomPassword";
const configMap = "kubernetes:core/v1:ConfigMap";
const urn = (type: string, name: string) => `urn:pulumi:dev::p::${type}::${name}`;

function request(kind: string, fields: Record<string, unknown>): Message {
  const message = new provider[kind]();
  for (const [field, value] of Object.entries(fields)) {
    message[`set${field}`](value !== null && typeof value === "object" ? toStruct(value) : value);
  }
  return message;
}

/** A plugin around a cloud of its own; `ask` sends it a request of the protocol. */
function plugin() {
  const cloud = simulatedCloud({ region: "us-east-1" });
  const implementation = methods("1.0.0", () => cloud);
  const ask = (method: string, kind: string, fields: Record<string, unknown>): Message =>
    implementation[method]?.(request(kind, fields));
  return { cloud, ask };
}

describe("the provider plugin", () => {
  it("creates nothing at preview and leaves computed outputs unknown", () => {
    const { cloud, ask } = plugin();
    const response = ask("create", "CreateRequest", {
      Urn: urn(vpc, "v"),
      Properties: { cidrBlock: "10.0.0.0/16" },
      Preview: true,
    });
    const outputs = fromStruct(response.getProperties());
    assert.equal(outputs.cidrBlock, "10.0.0.0/16");
    assert.equal(outputs.arn, unknown);
    assert.deepEqual(cloud.all(vpc), []);
  });

  it("passes over unknown values, and reports a bad one with its property and reason", () => {
    const { ask } = plugin();
    const check = (cidrBlock: string) =>
      ask("check", "CheckRequest", { Urn: urn(vpc, "v"), News: { cidrBlock } }).getFailuresList();
    assert.deepEqual(check(unknown), []);
    const [failure] = check("10.0.0.0/8");
    assert.equal(failure.getProperty(), "cidrBlock");
    assert.match(
      failure.getReason(),
      /found "10\.0\.0\.0\/8"; allowed: an IPv4 CIDR block from \/16 to \/28/,
    );
  });

  it("makes a name up once, and keeps it through later checks", () => {
    const { cloud, ask } = plugin();
    const news = { apiVersion: "v1", kind: "ConfigMap", data: { a: "b" } };
    const check = (olds?: object) =>
      fromStruct(
        ask("check", "CheckRequest", {
          Urn: urn(configMap, "settings"),
          News: news,
          ...(olds ? { Olds: olds } : {}),
        }).getInputs(),
      );
    const first = check();
    const name = (first.metadata as { name: string }).name;
    assert.match(name, /^settings-[0-9a-f]{8}$/);
    cloud.create(urn(configMap, "settings"), configMap, first);
    assert.deepEqual(check(first), first);
    // A replacement, which the engine checks without old inputs, gets another name.
    assert.notEqual((check().metadata as { name: string }).name, name);
  });

  it("keeps secrets marked, both those that come in and those it makes", () => {
    const { ask } = plugin();
    const made = ask("create", "CreateRequest", { Urn: urn(password, "pw"), Properties: { length: 20 } });
    const { result, length } = fromStruct(made.getProperties());
    assert.equal((result as { value: string }).value.length, 20);
    assert.equal(length, 20);
    const map = ask("create", "CreateRequest", {
      Urn: urn(configMap, "m"),
      Properties: {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "m", namespace: "default" },
        data: markSecret({ a: "hidden" }),
      },
    });
    const { data } = fromStruct(map.getProperties());
    assert.deepEqual(data, JSON.parse(JSON.stringify(markSecret({ a: "hidden" }))));
  });

  it("replaces on a change that cannot be made in place, deleting first where the name stays", () => {
    const { cloud, ask } = plugin();
    const inputs = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "m", namespace: "default" } };
    const { id } = cloud.create(urn(configMap, "m"), configMap, { ...inputs, data: { a: "1" } });
    const response = ask("diff", "DiffRequest", {
      Id: id,
      Urn: urn(configMap, "m"),
      OldInputs: { ...inputs, data: { a: "1" } },
      News: { ...inputs, data: { a: "2" } },
    });
    assert.deepEqual(response.getReplacesList(), ["data"]);
    assert.equal(response.getDeletebeforereplace(), true);
  });

  it("says that what was deleted behind its back is gone", () => {
    const { cloud, ask } = plugin();
    const { id } = cloud.create(urn(vpc, "v"), vpc, { cidrBlock: "10.0.0.0/16" });
    const read = () => ask("read", "ReadRequest", { Id: id, Urn: urn(vpc, "v") }).getId();
    assert.equal(read(), id);
    cloud.delete(id, vpc);
    assert.equal(read(), "");
  });
});
