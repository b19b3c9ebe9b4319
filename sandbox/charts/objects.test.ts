import assert from "node:assert/strict";
import { type Manifest, readObjects } from "./objects.ts";

const object = (apiVersion: string, kind: string, name: string, more = "") =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n${more}\n`;

describe("the objects that a chart renders to", () => {
  it("are read as Go reads YAML: octal numbers, yes and no, and no times", () => {
    const text = object(
      "v1",
      "ConfigMap",
      "m",
      "mode: 0440\non: yes\nday: 2026-11-24\nratio: 1:30\nnothing:",
    );
    const { mode, day, ratio, ...rest } = readObjects(text, "n")[0] as Manifest;
    assert.deepEqual({ mode, day, ratio }, { mode: 288, day: "2026-11-24", ratio: "1:30" });
    assert.deepEqual(Object.keys(rest), ["apiVersion", "kind", "metadata", "true"]);
  });

  it("are in the namespace of the release where their kind is in one and they name none", () => {
    const definition = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: lamps.example.com}
spec: {group: example.com, scope: Namespaced, names: {kind: Lamp}, versions: [{name: v1, served: true}]}
`;
    const text = [
      object("v1", "ServiceAccount", "a"),
      "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: other}\n",
      object("rbac.authorization.k8s.io/v1", "ClusterRole", "r"),
      object("example.com/v1", "Lamp", "l"),
      definition,
    ].join("");
    assert.deepEqual(
      readObjects(text, "n").map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? "-"}`),
      ["CustomResourceDefinition -", "ServiceAccount n", "ClusterRole -", "ConfigMap other", "Lamp n"],
    );
  });

  it("are the items of lists, whose empty documents are none", () => {
    const text = `---\n# nothing\n---\n{}\n---\napiVersion: v1\nkind: List\nitems:
  - {apiVersion: v1, kind: Service, metadata: {name: s}}
  - {apiVersion: v1, kind: Namespace, metadata: {name: n}}
`;
    assert.deepEqual(
      readObjects(text, "n").map(({ kind }) => kind),
      ["Namespace", "Service"],
    );
  });

  it("have an apiVersion, a kind and a name, else the error shows what there is", () => {
    assert.throws(
      () => readObjects("apiVersion: v1\nkind: Service\nmetadata: {}", "n"),
      /an object with \{"apiVersion":"v1","kind":"Service"\}; allowed: one with apiVersion, kind and metadata.name/,
    );
    assert.throws(() => readObjects("a: [", "n"), /no YAML/);
  });
});
