import assert from "node:assert/strict";
import { imageValues } from "./image-values.ts";

describe("the values of a chart that say where an image comes from", () => {
  it("are the registry where it has a key of its own, else the repository, else the image", () => {
    const values = {
      image: { registry: "", repository: "team/app", tag: "1" },
      sidecar: { image: { registry: "quay.io", repository: "busybox" } },
      plugin: { repository: "nvcr.io/nvidia", image: "plugin", version: "1" },
      exporter: { image: "ghcr.io/team/exporter", tag: "1" },
      imageRegistry: "quay.io",
    };
    assert.deepEqual(imageValues(values), [
      "image.registry",
      "sidecar.image.registry",
      "plugin.repository",
      "exporter.image",
      "imageRegistry",
    ]);
  });

  it("are none where the chart names nothing, or means something else", () => {
    assert.deepEqual(
      imageValues({ image: { repository: "" }, registry: "txt", list: [{ image: "a/b" }] }),
      [],
    );
  });
});
