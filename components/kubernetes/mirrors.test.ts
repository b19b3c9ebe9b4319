import assert from "node:assert/strict";
import { mirrored, mirroredValues } from "./mirrors.ts";

const mirror = "mirror.example.com/images";

describe("a mirror of images", () => {
  it("keeps registry and path of an image, and is nothing where there is none", () => {
    assert.equal(mirrored("quay.io/a/b:1", mirror), "mirror.example.com/images/quay.io/a/b:1");
    assert.equal(mirrored("quay.io/a/b:1", undefined), "quay.io/a/b:1");
  });

  it("goes before what a chart takes by itself and before what its values say, and leaves the rest", () => {
    const values = { image: { repository: "ghcr.io/ours/app", tag: "2" }, sidecar: { enabled: true } };
    const images = { "image.repository": "docker.io/theirs/app", "sidecar.image.registry": "quay.io" };
    assert.deepEqual(mirroredValues(values, images, mirror), {
      image: { repository: `${mirror}/ghcr.io/ours/app`, tag: "2" },
      sidecar: { enabled: true, image: { registry: `${mirror}/quay.io` } },
    });
    assert.deepEqual(values.sidecar, { enabled: true });
    assert.equal(mirroredValues(values, images, undefined), values);
  });
});
