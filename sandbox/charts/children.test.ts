import assert from "node:assert/strict";
import { holdsSecret } from "../core/secrets.ts";
import { childrenOf } from "./children.ts";
import type { Manifest } from "./objects.ts";

const manifest = (
  apiVersion: string,
  kind: string,
  metadata: Manifest["metadata"],
  more: object = {},
): Manifest => ({
  apiVersion,
  kind,
  metadata,
  ...more,
});
const options = { chart: "lantern", skipAwait: false, secret: false };

describe("the children of a chart", () => {
  it("have the types and names that the provider gives them", () => {
    const children = childrenOf(
      [
        manifest("v1", "Service", { name: "s", namespace: "n" }),
        manifest("rbac.authorization.k8s.io/v1", "ClusterRole", { name: "system:r" }),
        manifest("example.com/v1", "Lamp", { name: "l", namespace: "n" }),
      ],
      options,
    );
    assert.deepEqual(
      children.map(({ type, name }) => [type, name]),
      [
        ["kubernetes:core/v1:Service", "lantern:n/s"],
        ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", "lantern:system:r"],
        ["kubernetes:example.com/v1:Lamp", "lantern:n/l"],
      ],
    );
  });

  it("come after their definition and their namespace", () => {
    const spec = { group: "example.com", names: { kind: "Lamp" }, versions: [{ name: "v1", served: true }] };
    const children = childrenOf(
      [
        manifest("v1", "Namespace", { name: "n" }),
        manifest("apiextensions.k8s.io/v1", "CustomResourceDefinition", { name: "lamps" }, { spec }),
        manifest("v1", "Service", { name: "s", namespace: "elsewhere" }),
        manifest("example.com/v1", "Lamp", { name: "l", namespace: "n" }),
      ],
      options,
    );
    assert.deepEqual(
      children.map(({ dependsOn }) => dependsOn),
      [[], [], [], [1, 0]],
    );
  });

  it("are kept on deletion where they say so", () => {
    const annotations = { "helm.sh/resource-policy": "keep" };
    const children = childrenOf(
      [
        manifest("v1", "ConfigMap", { name: "kept", annotations }),
        manifest("v1", "ConfigMap", { name: "not", annotations: { other: "keep" } }),
      ],
      options,
    );
    assert.deepEqual(
      children.map(({ retainOnDelete }) => retainOnDelete),
      [true, false],
    );
  });

  it("hide the data of secrets, and everything where a value of the chart is secret", () => {
    const objects = [
      manifest("v1", "Secret", { name: "s" }, { type: "Opaque", data: { a: "b" } }),
      manifest("v1", "ConfigMap", { name: "c" }, { data: { a: "b" } }),
    ];
    const hidden = (secret: boolean) =>
      childrenOf(objects, { ...options, secret }).map(({ inputs }) =>
        Object.keys(inputs).filter((key) => holdsSecret(inputs[key])),
      );
    assert.deepEqual(hidden(false), [["data"], []]);
    assert.deepEqual(hidden(true), [["type", "data"], ["data"]]);
  });

  it("say that nobody waits for them, where nobody does", () => {
    const [child] = childrenOf([manifest("v1", "ConfigMap", { name: "c", annotations: { a: "b" } })], {
      ...options,
      skipAwait: true,
    });
    assert.deepEqual(child?.inputs.metadata, {
      name: "c",
      annotations: { a: "b", "pulumi.com/skipAwait": "true" },
    });
  });
});
