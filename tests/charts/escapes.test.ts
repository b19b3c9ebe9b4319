import assert from "node:assert/strict";
import { escapes } from "./escapes.ts";

const mirror = "mirror.example.com/images";
const container = (image: string, more: object = {}) => ({
  spec: { containers: [{ name: "main", image, ...more }] },
});

describe("an image that escapes the mirror", () => {
  it("is found wherever an object names it", () => {
    for (const [object, place] of [
      [container("app"), ".spec.containers.0.image: app"],
      [container("quay.io/a/b:1"), ".spec.containers.0.image: quay.io/a/b:1"],
      [container(`${mirror}s/a/b:1`), `.spec.containers.0.image: ${mirror}s/a/b:1`],
      [
        container(`${mirror}/a`, { args: ["--reloader=quay.io/x/reloader"] }),
        ".spec.containers.0.args.0: quay.io/x/reloader",
      ],
      [
        { data: { "eck.yaml": "container-registry: docker.elastic.co\nother: 1" } },
        ".data.eck.yaml: docker.elastic.co",
      ],
      [
        { env: [{ value: "unheard.example.org/team/sidecar:v2" }] },
        ".env.0.value: unheard.example.org/team/sidecar:v2",
      ],
      [{ env: [{ value: "hashicorp/vault:2.0.4" }] }, ".env.0.value: hashicorp/vault:2.0.4"],
      [
        { plugin: { repository: "unheard.example.org/a", image: "b" } },
        ".plugin.image: unheard.example.org/a/b",
      ],
    ] as const) {
      assert.deepEqual(escapes(object, [mirror]), [place]);
    }
  });

  it("is not one behind the mirror, nor an address, a role or a topic", () => {
    const object = container(`${mirror}/quay.io/a/b:1`, {
      args: [`--image=${mirror}/quay.io/a/b`, "--address=0.0.0.0:8080", "https://quay.example.com/path:8080"],
      env: [
        { value: "arn:aws:sns:us-east-1:123456789012:alerts" },
        { value: "10.0.0.0/16" },
        { value: "a.b.svc:80" },
      ],
    });
    assert.deepEqual(escapes(object, [mirror]), []);
  });

  it("is not that of a part which an operator does not start, nor one in two whose repository is behind the mirror", () => {
    const parts = {
      off: { enabled: false, image: "driver" },
      on: { enabled: true, repository: `${mirror}/nvcr.io/nvidia`, image: "plugin" },
    };
    assert.deepEqual(escapes(parts, [mirror]), []);
  });
});
